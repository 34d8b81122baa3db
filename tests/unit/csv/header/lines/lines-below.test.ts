import { describe, expect, test } from 'vitest';
import { type HeaderDefect, readHeader } from '../../../../../lib/csv/header/header.ts';
import { skippedLines } from '../../../../../lib/csv/header/lines/skipped-lines.ts';

const WANTED = [
  { name: 'user_id', header: ['user_id'], required: true },
  { name: 'name', header: ['name', 'full name'], required: true },
  { name: 'email', header: ['email'], required: false },
];

const look = (head: string, size?: number) => readHeader(Buffer.from(head), WANTED, size);

const defectsOf = (head: string, size?: number): readonly HeaderDefect[] => {
  const header = look(head, size);
  return Array.isArray(header) ? header : [];
};

const lines = (count: number) => Array.from({ length: count }, (_, index) => `# title ${index}\n`).join('');

describe('a header below other lines', () => {
  test('is taken, and the lines above it are told, but for blank ones', () => {
    const head = 'Users of the lab,,,\n# exported\n\nuser_id,name,email\n1,A,a@b.c\n';

    const header = look(head);

    expect(header).toMatchObject({
      line: 4,
      skipped: [1, 2],
      names: ['user_id', 'name', 'email'],
      bodyLine: 5,
      bodyOffset: head.indexOf('1,A'),
    });
  });

  test('may have another delimiter than the lines above it, and other names', () => {
    const header = look('a,b,c\nFull Name;x;USER_ID\n');

    expect(header).toMatchObject({ delimiter: ';', columns: { user_id: 2, name: 0 }, skipped: [1] });
  });

  test.each([
    ['a quote that is never closed', '"Users of the lab\n'],
    ['a stray quote', 'Users of the "lab"\n'],
    ['bytes that are no UTF-8', Buffer.from('Gr\xfc\xdfe\n', 'latin1')],
    ['a NUL', 'a\0b\n'],
    ['a CR that ends no line', 'Users\rof the lab\n'],
    ['a number', '2024\n'],
    ['a mark of a file that was appended', '\ufeffusers\n\ufeff'],
  ])('is taken below %s', (_what, title) => {
    const head = Buffer.concat([Buffer.from(title), Buffer.from('user_id,name\n')]);

    expect(readHeader(head, WANTED)).toMatchObject({ line: 2, skipped: [1], bodyOffset: head.length });
  });

  test('without a line end is taken at the end of the file only', () => {
    const head = 'title\nuser_id,name';

    expect(look(head)).toMatchObject({ line: 2, bodyLine: 2, bodyOffset: head.length });
    expect(defectsOf(head, head.length + 1)).toEqual([expect.objectContaining({ code: 'missing_column' })]);
  });

  test('is taken on line 20, and not on line 21, which is told', () => {
    expect(look(`${lines(19)}user_id,name\n`)).toMatchObject({ line: 20 });

    const [defect] = defectsOf(`${lines(20)}user_id,name\n`);

    expect(defect).toMatchObject({ code: 'missing_column', columns: ['user_id', 'name'] });
    expect(defect?.message).toContain(
      'line 21 has all the columns needed, but the header must be in the first 20 lines: remove the lines above it',
    );
  });

  test('is refused when there are several', () => {
    const defects = defectsOf('title\nuser_id,name\n1,A\nname;user_id\n');

    expect(defects).toEqual([
      {
        code: 'several_headers',
        message:
          'line 1, the first one, is not the header, but lines 2 and 4 could each be: keep one of these, and remove the others and all lines above it',
      },
    ]);
  });

  test.each([
    ['it lacks a column', 'user_id,email'],
    ['a column is there twice', 'user_id,name,NAME'],
    ['a name is nearly that of a further column', 'user_id,name,e-mail'],
    ['it goes on in the next line', '"x\ny",user_id,name'],
  ])('is none when %s: the first line is told', (_why, line) => {
    const defects = defectsOf(`title\n${line}\n`);

    expect(defects).toEqual([expect.objectContaining({ code: 'missing_column' })]);
    expect(defects[0]?.message).toContain('the header on line 1 was read as "title"');
  });

  test('is not looked for when the first line is one', () => {
    expect(look('user_id,name\nuser_id,name,email\n')).toMatchObject({ line: 1, skipped: [] });
  });

  test('has the delimiter that sep= says', () => {
    expect(look('sep=;\ntitle\nuser_id;name\n')).toMatchObject({ line: 3, skipped: [2] });
    expect(defectsOf('sep=;\ntitle\nuser_id,name\n')).toEqual([
      expect.objectContaining({ code: 'missing_column' }),
    ]);
  });
});

test.each([
  [[], undefined],
  [[1], 'the header is on line 9; line 1 above it is not read'],
  [[1, 2, 4], 'the header is on line 9; lines 1, 2 and 4 above it are not read'],
])('lines %j are told as %j', (skipped, expected) => {
  const told = skippedLines({ line: 9, skipped });

  expect(told).toBe(expected);
});

test.each([
  ['quotes', '"'.repeat(1 << 20)],
  ['quotes in lines', '"\n'.repeat(1 << 19)],
  ['delimiters', 'a,;|\t'.repeat(1 << 18)],
  ['short names', Array.from({ length: 150_000 }, (_, index) => `n${index}`).join(',')],
  ['brackets', '(['.repeat(1 << 19)],
  ['spaces in a name', `a${' '.repeat(1 << 20)}b`],
  ['letters', 'aB'.repeat(1 << 19)],
  ['blank lines', ' ,\n'.repeat(1 << 18)],
])('one MiB of %s takes no long time', (_what, head) => {
  const begun = performance.now();

  look(head);
  look(`${head.replaceAll('\n', ' ')}\n`.repeat(2).slice(0, 1 << 20));

  expect(performance.now() - begun).toBeLessThan(5000);
});

describe('lines above a header that are rows of it', () => {
  test.each([
    ['2,Ben,b@b.c\n1,Ada,a@b.c\n', 'lines 1 and 2 above it look like rows'],
    ['# sorted\n2,"Ben, or B.",\n', 'line 2 above it looks like a row'],
    ['2,,b@b.c\n1,Ada,a@b.c\n', 'line 2 above it looks like a row'],
  ])('refuse the file, as they would be lost: %j', (above, told) => {
    const head = `${above}user_id,name,email\n3,Cem,c@b.c\n`;

    expect(defectsOf(head)).toEqual([
      expect.objectContaining({ code: 'rows_above_header', message: expect.stringContaining(told) }),
    ]);
  });

  test.each(['User,Name,E-mail', 'Users 2024,,', '2024-03-01,,', 'int,text,text', '2024', 'a;2;3'])(
    'are not what titles are, which are passed over: %j',
    (title) => {
      expect(look(`${title}\nuser_id,name,email\n`)).toMatchObject({ line: 2, skipped: [1] });
    },
  );
});
