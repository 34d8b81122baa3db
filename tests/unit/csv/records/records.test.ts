import { describe, expect, test } from 'vitest';
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
    ['several CRs before each LF', '1,a\r\r\n2,"b"\r\r\r\n3,c\r\r'],
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

  test.each([
    ['delimiters', ','],
    ['delimiters and padding', ' , \t,, '],
    ['a CR between them', ',\r,'],
    ['invisible characters', '\u00a0,\f,\u200b'],
    ['the ^Z that ends a file of DOS', '\u001a'],
    ['a byte order mark', '\ufeff'],
  ])('skips a line of nothing but %s, and counts it', async (_, line) => {
    const { entries } = await readAll(`1,a\n${line}\n3,c\n${line}`);

    expect(outcomes(entries)).toEqual([
      ['1', 'a'],
      ['3', 'c'],
    ]);
    expect(lines(entries)).toEqual([1, 3]);
  });

  test('takes a line of empty quotes for a record', async () => {
    const { entries } = await readAll('"",""\n,""\n');

    expect(outcomes(entries)).toEqual([
      ['', ''],
      ['', ''],
    ]);
  });

  test('keeps a CR inside a line as data', async () => {
    const { entries } = await readAll('1\r,a\rb\n2,c\n');

    expect(outcomes(entries)).toEqual([
      ['1\r', 'a\rb'],
      ['2', 'c'],
    ]);
  });

  test('tells the last record when no line end follows it, and no other', async () => {
    const { entries } = await readAll('1,a\n2,b\n3,"c\nd"');

    expect(entries.map((entry) => entry.kind === 'record' && entry.isUnended)).toEqual([false, false, true]);
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

  test('takes the text in ="00123", by which spreadsheets are kept from making a number of it', async () => {
    const { entries } = await readAll('="00123",a\n1, ="b,\n""c""d"\n= "x",2\n3,=4\n');

    expect(outcomes(entries)).toEqual([['00123', 'a'], ['1', 'b,\n"c"d'], 'stray_quote', ['3', '=4']]);
  });
});

describe('readRecords on a broken record', () => {
  const broken = 'unclosed_quote';

  test.each([
    ['is never closed', '"2,c\n3,d\n4,e\n', [broken, ['3', 'd'], ['4', 'e']]],
    ['is never closed on the last line', '2,c\n"3,d', [['2', 'c'], broken]],
    ['closes before a text on a later line', '2,"c\n3,d\n4,"e\n', [broken, ['3', 'd'], broken]],
    [
      'closes on a later line, and leaves too few columns',
      '"2,c\n3,d"\n4,e\n',
      [broken, 'stray_quote', ['4', 'e']],
    ],
    [
      'is in a record that is too long',
      `2,"${'c'.repeat(90)}\n3,d\n4,e"\n`,
      [broken, ['3', 'd'], 'stray_quote'],
    ],
  ])('gives up its first line alone where a quote %s', async (_, text, expected) => {
    const { entries } = await readAll(`1,"a\nb"\n${text}`, { maxRecordBytes: 100 });

    expect(outcomes(entries)).toEqual([['1', 'a\nb'], ...expected]);
  });

  test('goes on with the line after it, whatever chunks it came in', async () => {
    const text = '1,"a\n2,b\n3,"c\n4,d\n5,"e\n6,f\n';

    const { entries } = await readAll(text, {}, [3]);

    expect(outcomes(entries)).toEqual([broken, ['2', 'b'], broken, ['4', 'd'], broken, ['6', 'f']]);
    expect(lines(entries)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('says on which line a record ends that is not broken', async () => {
    const { entries } = await readAll('1,"a\n\nb"\n2,"\0\n"\n3,c\n');

    expect(entries.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [1, 3],
      [4, 5],
      [6, 6],
    ]);
  });

  test('costs its line alone where very many quotes are never closed', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => (row % 200 === 0 ? `${row},"a` : `${row},b`));

    const { entries } = await readAll(rows.join('\n'), {}, [4096]);

    expect(entries).toHaveLength(20_000);
    expect(outcomes(entries).filter((outcome) => outcome === broken)).toHaveLength(100);
  });
});

describe('readRecords on files that were put together', () => {
  const names = ['id', 'name'];

  test.each([
    ['as it stands', 'id,name'],
    ['in quotes', '"id" ,"name"'],
    ['after a byte order mark', '\ufeffid,name'],
    ['after a byte order mark, in quotes', '\ufeff"id","name"'],
    ['with invisible characters at its ends', 'id\u00a0,\u200bname'],
    ['with a delimiter at its end', 'id,name,'],
  ])('tells the header that stands there once more, %s', async (_, header) => {
    const { entries } = await readAll(`1,a\n${header}\n2,b\n`, { names });

    expect(entries.map(({ kind, line }) => [kind, line])).toEqual([
      ['record', 1],
      ['repeated_header', 2],
      ['record', 3],
    ]);
  });

  test('tells it in a file with TABs between the columns, also after a TAB in quotes', async () => {
    const { entries } = await readAll('1\ta\n"\tid"\tname\n', { names, delimiter: '\t' });

    expect(entries.map(({ kind }) => kind)).toEqual(['record', 'repeated_header']);
  });

  test.each([
    ['another order', 'name,id'],
    ['other letters', 'ID,name'],
    ['one name only', 'id,b'],
  ])('takes for a record what has %s', async (_, line) => {
    const { entries } = await readAll(`${line}\n`, { names });

    expect(entries.map(({ kind }) => kind)).toEqual(['record']);
  });

  test('passes over a byte order mark at the start of any line', async () => {
    const { entries } = await readAll('1,a\n\ufeff2,b\n\ufeff"3","c"\n');

    expect(outcomes(entries)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ]);
  });
});
