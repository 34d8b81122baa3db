import { describe, expect, test } from 'vitest';
import { type HeaderDefect, readHeader } from '../../../../../lib/csv/header/header.ts';

const DECLARED = [
  { name: 'user_id', header: ['user_id'], required: true },
  { name: 'name', header: ['name'], required: false },
  { name: 'email', header: ['email'], required: false },
];
/** The name is read by nobody. */
const WANTED = DECLARED.filter(({ name }) => name !== 'name');

const look = (head: string | Buffer, size?: number) =>
  readHeader(Buffer.from(head), WANTED, size, { declared: DECLARED, isHeadless: true, input: 'users' });

const defectsOf = (head: string | Buffer, size?: number): readonly HeaderDefect[] => {
  const header = look(head, size);
  return Array.isArray(header) ? header : [];
};

describe('a file without a header', () => {
  test('has the columns that are declared, in their order', () => {
    const header = look('1,A,a@b.c\n');

    expect(header).toEqual({
      delimiter: ',',
      names: ['user_id', 'name', 'email'],
      columns: { user_id: 0, email: 2 },
      width: 3,
      line: 0,
      skipped: [],
      bodyOffset: 0,
      bodyLine: 1,
    });
  });

  test.each([
    ['1;A;a@b.c\n', ';'],
    ['1|A|a,b\n', '|'],
    ['1\tA;B\ta@b.c\n', '\t'],
    ['1;A,B;C\n', ';'],
    ['1,A,a@b.c,\n', ','],
    ['1,A,a@b.c,""\n', ','],
    ['"1;2",A,"a\nb"\n', ','],
    ['1,A;B;C,x;y\n', ','],
    ['1,A,a@b.c', ','],
  ])('has the first delimiter by which the first row has as many: %j', (head, delimiter) => {
    expect(look(head)).toMatchObject({ delimiter, bodyOffset: 0 });
  });

  test('begins after blank lines, a byte order mark and sep=', () => {
    expect(look('\ufeff\n,,\nsep=;\n\n1;A,B,C;c\n')).toMatchObject({
      delimiter: ';',
      bodyOffset: Buffer.byteLength('\ufeff\n,,\nsep=;\n\n'),
      bodyLine: 5,
      line: 0,
    });
  });

  test('may have rows of which bytes are no UTF-8', () => {
    expect(look(Buffer.from('1,Jos\xe9,x\n', 'latin1'))).toMatchObject({ delimiter: ',' });
  });

  test.each([
    [
      '1,A\n',
      'line 1 has 2 columns, but users is declared with header: \'none\', so each row must have its 3 columns (user_id, name and email) in this order; it was read as "1" "A" (delimiter ",")',
    ],
    ['1\n', 'line 1 has 1 column, but users'],
    ['\n1;2;3;4;5\n', 'line 2 has 5 columns'],
    ['1,A,B,C\n', 'line 1 has 4 columns'],
    ['1,A,B,\u00a0\n', 'line 1 has 4 columns'],
  ])('is refused with both numbers when its first row has another: %j', (head, told) => {
    const defects = defectsOf(head);

    expect(defects).toEqual([expect.objectContaining({ code: 'column_count' })]);
    expect(defects[0]?.message).toContain(told);
  });

  test.each(['1,A "B",C\n', '1,"A,C\n2,B,D\n'])(
    'is refused when its first row can not be read: %j',
    (head) => {
      const [defect] = defectsOf(head);

      expect(defect?.code).toBe('column_count');
      expect(defect?.message).toContain("line 1 can't be read as a row");
    },
  );

  test.each(['user_id,name,email\n', ' EMAIL ; "Name";user_id\n'])(
    'is refused when it has one all the same: %j',
    (head) => {
      expect(defectsOf(head)).toEqual([
        {
          code: 'unexpected_header',
          message:
            "line 1 has the column names, but users is declared with header: 'none': remove that option, so that the header is read",
        },
      ]);
    },
  );

  test.each([
    ['', 'empty_file'],
    ['\n,,\n', 'no_header'],
    ['%PDF-1.4\n', 'not_csv'],
  ])('%j is %s', (head, code) => {
    expect(defectsOf(head)).toEqual([expect.objectContaining({ code })]);
  });

  test('is looked at further when its first row goes on', () => {
    expect(defectsOf('1;A;"b', 100)).toEqual([expect.objectContaining({ code: 'header_too_long' })]);
    expect(defectsOf('1,A,b', 100)).toEqual([expect.objectContaining({ code: 'header_too_long' })]);
  });

  test('is refused for its first row when that ends with the last of the bytes that are looked at', () => {
    expect(defectsOf('1,A,"b"x\n', 100)).toEqual([expect.objectContaining({ code: 'column_count' })]);
  });
});
