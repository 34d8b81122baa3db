import { describe, expect, test } from 'vitest';
import { explained, ofExperiments, ofUsers } from '../explained.ts';

describe('a row of another number of columns than its header is told as', () => {
  test('one with a list whose commas part columns', () => {
    expect(ofExperiments('wrong_column_count', '1,1,2,3,5').hint).toBe(
      'experiment_compound_ids is probably "2,3", a list with commas between the ids: use semicolons, as in "2;3"',
    );
  });

  test('one with another delimiter', () => {
    expect(ofUsers('wrong_column_count', '1;Mara;m@lab.test;2024-03-01').hint).toContain(
      'the header has commas between the columns, but the row has semicolons: use the same in both',
    );
  });

  test('one in quotes as a whole', () => {
    expect(ofUsers('wrong_column_count', '"1,Mara,m@lab.test,2024-03-01"').hint).toContain(
      'the whole row is in quotes',
    );
  });

  test('all rows of a file that ends them with CR', () => {
    expect(ofUsers('wrong_column_count', '1,A,a@b.c,2024-03-01\r2,B,b@b.c,2024-03-01').hint).toContain(
      'rows end with CR alone',
    );
  });

  test('one in which curly quotes were to quote', () => {
    expect(ofUsers('wrong_column_count', '5,“Hopper, Grace”,m@lab.test,2024-03-05').hint).toContain(
      'curly quotes (“ ”) count as text, not as quotes',
    );
  });

  test('one in which single quotes were to quote', () => {
    expect(ofUsers('wrong_column_count', "5,'Hopper, Grace',m@lab.test,2024-03-05").hint).toContain(
      "single quotes (') count as text",
    );
  });

  test('one without its last columns, where these may be empty', () => {
    const header = 'user_id,signup_date,name,phone,note';
    const kind = explained({
      ...{ input: 'users', header, reason: 'wrong_column_count' },
      rows: ['2,2024-03-02,Mara'],
    });

    expect(kind.hint).toContain('the last columns (phone, note) are probably left out where they are empty');
  });

  test('one that a line end has split, where the line next to it has the rest', () => {
    expect(ofUsers('wrong_column_count', '2,Hopper', 'Grace,m@lab.test,2024-03-02').hint).toBe(
      'together with the line next to it the row is complete: a line end inside a value splits it; export with quotes around texts',
    );
  });

  test.each([
    ['alone', ['2,Mara']],
    ['beside one that is not the rest of it', ['2,Mara', '3,Ada']],
  ])('one that lacks something, %s: which value cannot be known', (_where, rows) => {
    expect(ofUsers('wrong_column_count', ...rows).hint).toBe(
      'a value or a delimiter is missing: compare the row with the header',
    );
  });

  test('one whose delimiter a backslash was to escape', () => {
    expect(ofUsers('wrong_column_count', '2,Hopper\\, Grace,m@lab.test,2024-03-02').hint).toContain(
      '"," inside a value is escaped with a backslash',
    );
    expect(ofUsers('wrong_column_count', '2,Hopper\\, Grace,x,m@lab.test,2024-03-02').hint).toContain(
      'put a value with "," in it in quotes',
    );
  });

  test('one that a comma has parted, where nothing else is likely', () => {
    expect(ofUsers('wrong_column_count', '2,Hopper, Grace,m@lab.test,2024-03-02').hint).toContain(
      'put a value with "," in it in quotes',
    );
  });

  test('one with a value too many is no list with commas where the other values would not fit', () => {
    expect(ofExperiments('wrong_column_count', '508,1717,8,288,x').hint).toBe(
      'the row has one value too many: remove what does not belong to it, or put a value with "," in it in quotes',
    );
  });

  test('a note below the table', () => {
    expect(ofUsers('wrong_column_count', '(20 rows)').hint).toContain(
      '"(20 rows)" is a note below the table',
    );
  });

  test('what most of the rows are, then what the others are', () => {
    const list = ['1,1,2,3,5', '2,2,3,1,10'];

    expect(ofExperiments('wrong_column_count', '(2 rows)', ...list).hint).toMatch(
      /"2,3", a list[^\n]*\n"\(2 rows\)" is a note/,
    );
  });
});

test.each([
  'user_id,NAME,email,signup_date',
  'signup_date,user_id,name,email',
  '\ufeff"user_id",email,Name,signup_date',
])('the header %j, which is not that of the file, is no text id', (row) => {
  const kind = explained({
    ...{ input: 'users', header: 'user_id,name,email,signup_date', reason: 'not_an_integer' },
    ...{ column: 'user_id', rows: [row] },
  });

  expect(kind.hint).toContain('the row is a header whose names differ in order or case');
});

describe('a quote where none may be is told as', () => {
  test('one that a backslash was to escape', () => {
    expect(ofUsers('stray_quote', '5,"Ada \\"Countess\\" L",m@lab.test,2024-03-05').hint).toContain(
      'escaped with a backslash (\\"), as MySQL and Spark do',
    );
  });

  test('one that a single quote was to escape', () => {
    const row = `5,"Ada '"Countess'" L",m@lab.test,2024-03-05`;

    expect(ofUsers('stray_quote', row).hint).toContain(
      `escaped with a single quote ('"), as pgAdmin usually does`,
    );
  });

  test('how MySQL writes that there is no value', () => {
    expect(ofUsers('stray_quote', '5,"Ada","N,"2024-03-05"').hint).toContain(
      "select IFNULL(column, '') for columns that may be empty",
    );
    expect(ofExperiments('unclosed_quote', '5,1,"N,10').hint).toContain('"N is what MySQL writes');
    expect(ofUsers('unclosed_quote', '5,"Nora,m@lab.test,2024-03-05').hint).not.toContain('MySQL');
  });

  test('one of a file with TABs, in which databases do not quote', () => {
    const header = 'user_id\tname\tsignup_date';
    const kind = explained({
      ...{ input: 'users', header, reason: 'stray_quote' },
      rows: ['5\tAda "Countess" L\t2024-03-05'],
    });

    expect(kind.hint).toContain('databases write files with TABs without quotes');
  });

  test('a sign for inches, with its column', () => {
    expect(ofUsers('stray_quote', '5,6" tall,m@lab.test,2024-03-05').hint).toContain(
      'the quote in name is probably an inch sign',
    );
  });

  test('one that is too much, with its column', () => {
    expect(ofUsers('stray_quote', '5,"Ada" L,m@lab.test,2024-03-05').hint).toContain(
      'the quote in name is superfluous or part of the value',
    );
    expect(ofUsers('unclosed_quote', '5,"Mara tall,m@lab.test,2024-03-05').hint).toContain(
      'remove the quote in name; if it is part of the value, double it',
    );
  });
});

describe('a row that cannot be read is told as', () => {
  test('windows-1252, with the column and what stands there', () => {
    const kind = explained({
      ...{ input: 'users', header: 'user_id,name,signup_date', reason: 'invalid_utf8' },
      ...{ rows: ['5,M\ufffdller,2024-03-05'], asWindows1252: '5,Müller,2024-03-05' },
    });

    expect(kind.hint).toBe(
      `name is likely "Müller", in windows-1252: save the file as UTF-8, or declare the input with encoding: 'windows-1252'`,
    );
  });

  test.each([
    ['Macintosh', 'MŸller'],
    ['Macintosh', 'JosŽphine'],
    ['MS-DOS', 'M\u0081ller'],
    ['MS-DOS', 'K”ln'],
  ])('another encoding, as of CSV (%s): %j is no word', (_kind, seen) => {
    const kind = explained({
      ...{ input: 'users', header: 'user_id,name,signup_date', reason: 'invalid_utf8' },
      ...{ rows: ['5,M\ufffdller,2024-03-05'], asWindows1252: `5,${seen},2024-03-05` },
    });

    expect(kind.hint).toContain('the file is neither UTF-8 nor windows-1252 (in which name would be "');
    expect(kind.hint).toContain('save it as CSV UTF-8');
  });

  test.each(['Tomáš', 'Šimon', 'O’Brien-Müller', 'Œuvre', 'Müller & Söhne – §5', 'Ž. Müller'])(
    'windows-1252, where %j is one',
    (seen) => {
      const kind = explained({
        ...{ input: 'users', header: 'user_id,name,signup_date', reason: 'invalid_utf8' },
        ...{ rows: ['5,M\ufffdller,2024-03-05'], asWindows1252: `5,${seen},2024-03-05` },
      });

      expect(kind.hint).toContain(`name is likely "${seen}", in windows-1252`);
    },
  );

  test('half of a character, where one of UTF-16 was cut', () => {
    const kind = explained({
      ...{ input: 'users', header: 'user_id,name,signup_date', reason: 'invalid_utf8' },
      ...{ rows: ['5,A\ufffd\ufffd\ufffd,2024-03-05'], asWindows1252: '5,Aí\u00a0\u00bd,2024-03-05' },
    });

    expect(kind.hint).toContain('half of a character');
  });

  test('a file in UTF-16 that was cut in the middle of a character', () => {
    const kind = explained({
      ...{ input: 'users', header: 'user_id,name,signup_date', reason: 'invalid_utf8' },
      ...{ rows: ['5,Ada,2024-03-0\ufffd'], asWindows1252: '5,Ada,2024-03-0ÿ' },
    });

    expect(kind.hint).toContain('a UTF-16 file that ends in the middle of a character');
  });

  test('windows-1252 without the text, where that is not known', () => {
    expect(ofUsers('invalid_utf8', '1,M\ufffdller,m@lab.test,2024-03-01').hint).toContain(
      'the file is probably windows-1252',
    );
  });

  test('UTF-16, where every second byte is NUL', () => {
    expect(ofUsers('nul_byte', '1␀,␀A␀,␀').hint).toContain('probably UTF-16');
    expect(ofUsers('nul_byte', '1,Mara␀,m@lab.test,2024-03-01').hint).toContain('NUL bytes come from files');
  });
});

test('a value of many lines is told with its lines, and its column', () => {
  const kind = explained({
    ...{ input: 'users', header: 'user_id,name,signup_date', reason: 'long_value', lines: 9 },
    rows: ['5,"Mara\n…",2024-03-05'],
  });

  expect(kind.hint).toContain('name begins with a quote on line 2 that is closed on line 10');
});

test('a name of the header steers no terminal, wherever it is told', () => {
  const kind = explained({
    ...{ input: 'users', header: 'user_id,signup_date,\u001b[2J\u202ename', reason: 'wrong_column_count' },
    rows: ['5,2024-03-05'],
  });

  expect(kind.hint).toContain('(<U+001B>[2J<U+202E>name)');
});
