import { describe, expect, test } from 'vitest';
import { outcomes, readAll } from './reading.ts';

/** Line numbers of the entries. */
const lines = (entries: readonly { readonly line: number }[]) => entries.map(({ line }) => line);

describe('readRecords on defects', () => {
  test.each([
    ['too few columns', '1'],
    ['too many columns', '1,2,3'],
    ['too many quoted columns', '"1","2","3"'],
    ['two delimiters at the end', '1,2,,'],
    ['a field with something invisible beyond the last', '1,2,\u00a0'],
  ])('refuses %s', async (_, record) => {
    const { entries } = await readAll(`0,x\n${record}\n2,b\n`);

    expect(outcomes(entries)).toEqual([['0', 'x'], 'wrong_column_count', ['2', 'b']]);
  });

  test.each([
    ['nothing', '1,2,'],
    ['padding', '1,2, \t'],
    ['empty quotes', '"1","2"," "'],
    ['nothing, before several CRs', '1,2,\r\r'],
  ])('takes a row that has one field more, with %s in it', async (_, record) => {
    const { entries } = await readAll(`${record}\n${record}\n`);

    expect(outcomes(entries)).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
  });

  test('takes a row without the last field where its name is empty', async () => {
    const { entries } = await readAll('1,2\n3,4,5\n6,7,8,\n9\n', { width: 3, mayLackLast: true });

    expect(outcomes(entries)).toEqual([
      ['1', '2', ''],
      ['3', '4', '5'],
      ['6', '7', '8'],
      'wrong_column_count',
    ]);
  });

  test('refuses invalid UTF-8, and no record around it', async () => {
    const bytes = Buffer.from('1,caf\xe9\n2,"\xff"\n3,\xc3\xa9\n', 'latin1');

    const { entries } = await readAll(bytes);

    expect(outcomes(entries)).toEqual(['invalid_utf8', 'invalid_utf8', ['3', 'é']]);
    expect(entries[0]?.raw).toBe('1,caf\ufffd');
  });

  test('refuses a NUL byte, and shows it in the raw text', async () => {
    const { entries } = await readAll('1,a\0b\n2,"\0"\n3,c\n');

    expect(outcomes(entries)).toEqual(['nul_byte', 'nul_byte', ['3', 'c']]);
    expect(entries[0]?.raw).toBe('1,a␀b');
  });

  test('takes a character that two chunks share', async () => {
    const { entries } = await readAll('1,é😀\n2,"é😀"\n', {}, [1]);

    expect(outcomes(entries)).toEqual([
      ['1', 'é😀'],
      ['2', 'é😀'],
    ]);
  });

  test.each([
    ['an ASCII line', '1,xy', '\n'],
    ['a line that ends with CRLF', '1,xy', '\r\n'],
    ['a quoted record', '1,"xx"', '\n'],
    ['characters of several bytes', '1,é漢😀', '\n'],
  ])('measures the longest record in bytes, without its line end: %s', async (_, record, end) => {
    const text = `${record}${end}2,b\n`;
    const size = Buffer.byteLength(record);

    const fits = await readAll(text, { maxRecordBytes: size });
    const exceeds = await readAll(text, { maxRecordBytes: size - 1 });

    expect(outcomes(fits.entries)[0]).toHaveLength(2);
    expect(outcomes(exceeds.entries)).toEqual(['record_too_long', ['2', 'b']]);
  });

  test('keeps room for the line end after the longest record', async () => {
    const record = `1,${'x'.repeat(19_998)}`;

    const { entries } = await readAll(`${record}\r\n`, { maxRecordBytes: 20_000 }, [1000]);

    expect(entries.map(({ kind }) => kind)).toEqual(['record']);
  });

  test('takes a record of 1 MiB in chunks of one byte, which would last for minutes if each were copied anew', async () => {
    const value = 'x'.repeat((1 << 20) - 2);

    const { entries } = await readAll(`1,${value}\n`, {}, [1]);

    expect(entries).toHaveLength(1);
    expect(outcomes(entries)[0]?.[1] === value).toBe(true);
  });

  test('gives up the first line of a record that is too long for its further lines', async () => {
    const { entries } = await readAll(`1,"${'a,a\n'.repeat(10)}"\n2,b\n`, { maxRecordBytes: 20 }, [7]);

    expect(outcomes(entries)).toEqual([
      'unclosed_quote',
      ...Array.from({ length: 9 }, () => ['a', 'a']),
      'unclosed_quote',
      ['2', 'b'],
    ]);
    expect(lines(entries)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  test.each([
    ['with an open quote', `1,"${'a'.repeat(100)}`],
    ['that is blank', ' '.repeat(100)],
  ])('skips to its line end a line that is too long by itself, %s', async (_, line) => {
    const { entries } = await readAll(`${line}\n2,b\n`, { maxRecordBytes: 20 }, [7]);

    expect(outcomes(entries)).toEqual(['record_too_long', ['2', 'b']]);
    expect(lines(entries)).toEqual([1, 2]);
  });

  test('tells the worst of several defects', async () => {
    const { entries } = await readAll(Buffer.from('1,\xff\0"a\n1,\0"a\n1,x"a,3\n', 'latin1'));

    expect(outcomes(entries)).toEqual(['invalid_utf8', 'nul_byte', 'stray_quote']);
  });
});
