import { describe, expect, test } from 'vitest';
import { UnclosedQuoteError } from '../../../../lib/csv/records/records.ts';
import { outcomes, readAll } from './reading.ts';

/** Line numbers of the entries. */
const lines = (entries: readonly { readonly line: number }[]) => entries.map(({ line }) => line);

describe('readRecords on line ends', () => {
  test.each([
    ['LF', '1,a\n2,b\n3,c\n'],
    ['CRLF', '1,a\r\n2,b\r\n3,c\r\n'],
    ['mixed line ends', '1,a\r\n2,b\n3,c\r\n'],
    ['no line end after the last record', '1,a\n2,b\n3,c'],
    ['half a CRLF after the last record', '1,a\r\n2,b\r\n3,c\r'],
  ])('takes %s', async (_, text) => {
    const { entries } = await readAll(text);

    expect(outcomes(entries)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ]);
    expect(lines(entries)).toEqual([1, 2, 3]);
  });

  test('skips blank lines, and counts them', async () => {
    const { entries } = await readAll('\n1,a\n\n \t \r\n\r\n2,b\n\n');

    expect(outcomes(entries)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
    expect(lines(entries)).toEqual([2, 6]);
  });

  test('skips padding after the last line end', async () => {
    const { entries } = await readAll('1,a\n \t');

    expect(outcomes(entries)).toEqual([['1', 'a']]);
  });

  test('takes a line of empty fields for a record', async () => {
    const { entries } = await readAll(' , \n,\n');

    expect(outcomes(entries)).toEqual([
      ['', ''],
      ['', ''],
    ]);
  });

  test('keeps a CR inside a line as data', async () => {
    const { entries } = await readAll('1\r,a\rb\n2,c\r\r\n');

    expect(outcomes(entries)).toEqual([
      ['1\r', 'a\rb'],
      ['2', 'c\r'],
    ]);
  });

  test('finds nothing in no bytes', async () => {
    const { batches } = await readAll('');

    expect(batches).toEqual([]);
  });

  test('skips blank lines in a file of one column', async () => {
    const { entries } = await readAll('1\n\n \r\n2\n""\n', { width: 1 });

    expect(outcomes(entries)).toEqual([['1'], ['2'], ['']]);
    expect(lines(entries)).toEqual([1, 4, 5]);
  });
});

describe('readRecords on padding', () => {
  test('drops spaces and TABs round fields, in rows with and without', async () => {
    const { entries } = await readAll('1,\ta\n2,b\n \t3 , \tc\t \n');

    expect(outcomes(entries)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ]);
  });

  test('drops padding round quotes and inside them', async () => {
    const { entries } = await readAll('1, "a" \n\t"2"\t,\t" b\t"\n "3", " "\n');

    expect(outcomes(entries)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', ''],
    ]);
  });

  test('takes TABs for data and delimiters, not padding, where TAB is the delimiter', async () => {
    const { entries } = await readAll(' 1 \t a\n2\t\n"3"\t"\tb\t"\n', { delimiter: '\t' });

    expect(outcomes(entries)).toEqual([
      ['1', 'a'],
      ['2', ''],
      ['3', '\tb\t'],
    ]);
  });

  test('keeps padding inside a field', async () => {
    const { entries } = await readAll('1,a \t b\n2,"c \t d"\n');

    expect(outcomes(entries)).toEqual([
      ['1', 'a \t b'],
      ['2', 'c \t d'],
    ]);
  });

  test('keeps other white space, in records with and without quotes', async () => {
    const { entries } = await readAll('\u00a01,\va\ufeff\n"\u00a02",\fb\u3000\n');

    expect(outcomes(entries)).toEqual([
      ['\u00a01', '\va\ufeff'],
      ['\u00a02', '\fb\u3000'],
    ]);
  });
});

describe('readRecords on quotes', () => {
  test('takes delimiters, line breaks and doubled quotes inside quotes', async () => {
    const { entries } = await readAll('1,"a,b\nc\r\nd ""e"""\n2,""""\n');

    expect(outcomes(entries)).toEqual([
      ['1', 'a,b\nc\r\nd "e"'],
      ['2', '"'],
    ]);
  });

  test('counts the lines inside quotes, and says where the record starts', async () => {
    const { entries } = await readAll('1,"a\n\r\n\n"\n2,b\n', { line: 10 });

    expect(lines(entries)).toEqual([10, 14]);
  });

  test('takes a compound list in quotes in a semicolon file', async () => {
    const { entries } = await readAll('1;"1;2";10\n', { delimiter: ';', width: 3 });

    expect(outcomes(entries)).toEqual([['1', '1;2', '10']]);
  });

  test.each([
    ['a quote inside an unquoted field', '1,5" pipe'],
    ['text after a closing quote', '1,"a"b'],
    ['text after a closing quote and padding', '1,"a" b'],
    ['a second quoted text', '1,"a" "b"'],
    ['a second quoted text after an empty one', '1,"" "b"'],
    ['a pair of stray quotes', '1,x"a"y'],
    ['a quote after white space that is no padding', '1,\u00a0"a"'],
    ['a CR after a closing quote', '1,"a"\rb'],
    ['a stray quote and a delimiter inside its quotes', '1,"a"b,"c'],
  ])('refuses %s, and reads on after the next line end', async (_, record) => {
    const { entries } = await readAll(`0,"x"\n${record}\n2,"b"\n3,c\n`);

    expect(outcomes(entries)).toEqual([['0', 'x'], 'stray_quote', ['2', 'b'], ['3', 'c']]);
    expect(lines(entries)).toEqual([1, 2, 3, 4]);
  });

  test('gives one defect for each of many stray records among quoted ones', async () => {
    const text = Array.from({ length: 2000 }, (_, row) => (row % 3 === 0 ? `${row},"a"x` : `${row},"a"`));

    const { entries } = await readAll(text.join('\n'));

    expect(outcomes(entries)).toEqual(
      Array.from({ length: 2000 }, (_, row) => (row % 3 === 0 ? 'stray_quote' : [String(row), 'a'])),
    );
  });

  test('throws after the records before a quote that is never closed, with the line of its record', async () => {
    const { entries, error } = await readAll('1,"a\nb"\n2,"c,\n3,d\n4,e\n');

    expect(outcomes(entries)).toEqual([['1', 'a\nb']]);
    expect(error).toBeInstanceOf(UnclosedQuoteError);
    expect(error).toMatchObject({ line: 3 });
  });

  test('throws for a quote that is never closed in a record that is too long', async () => {
    const { error } = await readAll(`1,"${'x\n'.repeat(500)}`, { maxRecordBytes: 100 });

    expect(error).toMatchObject({ name: 'UnclosedQuoteError', line: 1 });
  });
});
