import { describe, expect, test } from 'vitest';
import { readWithKernel } from './reading.ts';

/** Lines as they are, each with an id of its own in the stead of `#`. */
const many = (line: string, count = 500) =>
  Array.from({ length: count }, (_, n) => line.replace('#', String(n + 1))).join('');

describe('the kernel takes', () => {
  test.each([
    ['quotes round every field', '"#","7","3;4","10"\n'],
    ['quotes before CRLF', '"#","7","3;4","10"\r\n'],
    ['quotes round some fields', '#,"7",3;4,"10"\n'],
    ['padding inside quotes', '" #","7 ","\t3;4"," 10 "\n'],
    ['padding outside quotes', ' "#"\t, "7",  "3;4" ,"10" \r\n'],
    ['quotes round an empty list', '#,7,"",10\n'],
  ])('lines with %s', (_what, line) => {
    const { plain, left, owners } = readWithKernel(many(line));

    expect({ plain, left }).toEqual({ plain: 500, left: [] });
    expect(owners).toEqual([{ owner: 7n, events: 500, values: [5000n] }]);
  });

  test.each([
    ['delimiters in quotes', '#,7,3,10,"a, b,c"\n'],
    ['doubled quotes', '#,7,3,10,"the ""first"" one"\n'],
    ['quotes that are doubled at both ends', '#,7,3,10,"""first"""\n'],
    ['nothing in quotes', '#,7,3,10,""\n'],
    ['letters beyond ASCII', '#,7,3,10,Zoë\n'],
    ['letters beyond ASCII in quotes', '#,7,3,10,"Zoë, 日本語 😀"\n'],
    ['a quoted text of several blocks', `#,7,3,10,"${'x, '.repeat(100)}"\n`],
    ['a byte order mark', '#,7,3,10,\ufeff\n'],
  ])('lines with %s in a column that is not read', (_what, line) => {
    const { plain, left, owners } = readWithKernel(many(line), { width: 5 });

    expect({ plain, left }).toEqual({ plain: 500, left: [] });
    expect(owners).toEqual([{ owner: 7n, events: 500, values: [5000n] }]);
  });

  test.each([',', ';', '|', '\t'] as const)('quoted lines with the delimiter %j', (delimiter) => {
    const text = ['"1"', '" 7"', '"3"', '"10"'].join(delimiter);

    const { plain, owners } = readWithKernel(`${text}\n`, { delimiter });

    expect(plain).toBe(1);
    expect(owners).toEqual([{ owner: 7n, events: 1, values: [10n] }]);
  });

  test('quoted null texts, and nothing in quotes, as no value', () => {
    const slots = [{ kind: 'count', column: 3, optional: true, nulls: ['NULL'] }] as const;

    const { plain, owners } = readWithKernel('1,7,,"NULL"\n2,7,,""\n3,7,,"5"\n', { slots });

    expect(plain).toBe(3);
    expect(owners).toEqual([{ owner: 7n, events: 3, values: [1n] }]);
  });

  test('a field wherever its quotes are among blocks of 64 bytes', () => {
    const lines = Array.from({ length: 200 }, (_, n) => `${n + 1},7,3,10,"${'x'.repeat(n)},"\r\n`).join('');

    const { plain, left } = readWithKernel(lines, { width: 5 });

    expect({ plain, left }).toEqual({ plain: 200, left: [] });
  });
});

describe('the kernel leaves', () => {
  test.each([
    ['a field with a doubled quote', '"1""0",7,3,10,x\n'],
    ['line ends in quotes', '1000,7,3,10,"x\ny"\n'],
    ['a quote in the middle of a field', '1000,7,3,10,5" pipe\n'],
    ['a text after a quote', '1000,7,3,10,"5" pipe\n'],
    ['a quote that is never closed', '1000,7,3,10,"x\n'],
    ['a NUL in quotes', '1000,7,3,10,"x\0"\n'],
    ['an equals sign before quotes', '1000,7,3,10,="001"\n'],
  ])('%s, that record alone, and goes on after it', (_what, odd) => {
    for (const before of [0, 1, 100, 300]) {
      const start = many('"#",7,"3;4","10",ä\n', before);

      const { plain, left } = readWithKernel(`${start}${odd}${many('7777#,7,"3;4",10,"ä,"\r\n')}`, {
        width: 5,
      });

      expect(plain).toBe(before + 500);
      expect(left).toMatchObject([{ line: before + 2, offset: 100 + Buffer.byteLength(start) }]);
    }
  });

  test('lines beyond ASCII alone where the bytes are not UTF-8', () => {
    const bytes = Buffer.from(
      `${many('#,7,3,10,"x"\n')}900,7,3,10,Zoë\n901,7,3,10,"Zoë"\n902,7,3,10,x\n`,
      'latin1',
    );

    const { plain, left } = readWithKernel(bytes, { width: 5 });

    expect(plain).toBe(501);
    expect(left).toMatchObject([
      { line: 502, kind: 'defect' },
      { line: 503, kind: 'defect' },
    ]);
  });

  test('one line in ten, and nothing else', () => {
    const text = Array.from({ length: 1000 }, (_, n) => `${n},7,3,${n % 10 === 3 ? '"1""0"' : '"10"'}\n`);

    const { plain, left } = readWithKernel(text.join(''));

    expect(plain).toBe(900);
    expect(left.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, n) => 10 * n + 5));
  });
});
