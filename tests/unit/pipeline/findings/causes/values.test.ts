import { describe, expect, test } from 'vitest';
import { explained, ofDate, ofList, ofRunTime, ofRunTimes, ofUserId } from '../explained.ts';

describe('a date that is none is told as', () => {
  test.each([
    ['45352', '"45352" is likely 2024-03-01, as Excel counts days: format the column as YYYY-MM-DD there'],
    ['45352.5', '2024-03-01, as Excel counts days'],
    ['20240301', '"20240301" is likely 2024-03-01 without hyphens: export dates as YYYY-MM-DD'],
    ['1709251200', 'a number of seconds since 1970 (2024-03-01)'],
    ['1709251200000', 'a number of milliseconds since 1970 (2024-03-01)'],
    ['01/02/2023', 'in an unclear order (01/02/2023 may be January or February)'],
    ['5.3.24', 'in an unclear order'],
    ['2024/03/05', 'has other separators between year, month and day'],
    ['2024-3-5', 'has a month or day with one digit'],
    ['2023-02-29', '"2023-02-29" is not a date in the calendar'],
    ['2024-03-05 noon', 'is a date followed by something that is not a time'],
    ['5 Mar 2024', '"5 Mar 2024" has the month as a word'],
    [
      '0000-00-00',
      "is what MySQL writes where there is no date: declare the column with nulls: ['0000-00-00']",
    ],
    ['########', '"########" is what a spreadsheet shows in a column that is too narrow'],
    ['NULL', `declare the column with nulls: ['NULL'], and if the value may be empty`],
    ['', '"" is empty: if the value may be empty, declare optional: true'],
    ['true', '"true" says yes or no'],
    ['2024\u200b-03-05', '"2024<U+200B>-03-05" has an invisible character'],
  ])('%j: %s', (value, hint) => {
    expect(ofDate(value).hint).toContain(hint);
  });

  test('nothing, where none of it is likely', () => {
    expect(ofDate('soon').hint).toBeUndefined();
  });
});

describe('a number that is none is told as', () => {
  test.each([
    ['1.23457E+11', '"1.23457E+11" is a number that a spreadsheet shortened, so its last digits are lost'],
    ['1e2', '"1e2" is written with an exponent: export it as 100'],
    ['1\u00a02', '"1<U+00A0>2" has a no-break space, often copied from a web page: remove it'],
    ['1 234', '"1 234" has a thousands separator: export numbers without it'],
    ['1\u00a0234', '"1<U+00A0>234" has a thousands separator'],
    ['1\u2009234\u2009567', 'has a thousands separator'],
    ["1'234", `"1'234" has a thousands separator`],
    ['1,234', 'has a thousands separator'],
    ['1.234.567', 'has a thousands separator'],
    ['12,5', '"12,5" has a decimal comma'],
    ['12.5', '"12.5" has decimals: declare the column as decimal(1), or export whole numbers'],
    ['12.50', 'decimal(2)'],
    ['€ 12', '"€ 12" has a currency or percent sign'],
    ['12%', 'has a currency or percent sign'],
    ['12 min', '"12 min" has a unit'],
    ['2024-03-01', 'is a date: are two columns swapped'],
    ['#DIV/0!', 'is the error of a formula in a spreadsheet'],
    ['n/a', `declare the column with nulls: ['n/a'], and if the value may be empty`],
    ['\\N', `declare the column with nulls: ['\\\\N']`],
  ])('%j: %s', (value, hint) => {
    expect(ofRunTime(value).hint).toContain(hint);
  });
});

describe('an id that is none is told as', () => {
  test.each([
    [
      'U001',
      '"U001" is a text: if your ids are texts, declare the column as textId() in inputs.ts of the model',
    ],
    ['1.5', '"1.5" has decimals, but an id has none'],
    ['', '"" is empty: every user needs one'],
    ['NULL', `declare the column with nulls: ['NULL'], and every user needs one`],
  ])('%j: %s', (value, hint) => {
    expect(ofUserId(value).hint).toContain(hint);
  });
});

describe('a list that is none is told as', () => {
  test.each([
    ['1,2', '"1,2" has other separators between the ids: use semicolons, as in "1;2"'],
    [
      '[1, 2]',
      '"[1, 2]" is a list in brackets: write only the ids, with semicolons between them, as in "1;2"',
    ],
    ['1;;2', '"1;;2" has an empty place between semicolons: remove the extra semicolon, as in "1;2"'],
    [';', '";" has an empty place between semicolons: remove the extra semicolon'],
    ['C1;C2', 'declare the column as textIdList()'],
  ])('%j: %s', (value, hint) => {
    expect(ofList(value).hint).toContain(hint);
  });

  test('NULL: no ids may stand in a list anyway', () => {
    expect(ofList('NULL').hint).toBe(
      `"NULL" probably means "no value": declare the column with nulls: ['NULL']`,
    );
  });
});

test('a backslash in a text for nothing is told as it is declared', () => {
  const kind = explained({
    ...{ input: 'users', header: 'user_id,name,signup_date', reason: 'null_text', column: 'name' },
    rows: ['1,\\N,2024-03-01'],
  });

  expect(kind.hint).toBe(`in the declaration write "\\N" with two backslashes: nulls: ['\\\\N']`);
});

describe('values of one kind that have several causes', () => {
  test('are told cause by cause, the most frequent first, each of its own first value', () => {
    expect(ofRunTimes('x', '12.5', '1,200', '7.25', 'NULL').hint?.split('\n')).toEqual([
      '"12.5" has decimals: declare the column as decimal(1), or export whole numbers',
      '"1,200" has a thousands separator: export numbers without it',
      expect.stringContaining('"NULL" probably means "no value"'),
    ]);
  });

  test('are told by three causes at most', () => {
    expect(ofRunTimes('12.5', '1,200', 'NULL', '1e2').hint?.split('\n')).toHaveLength(3);
  });

  test('are shown and named with those that the hints are about first', () => {
    const { meaning, telling } = ofRunTimes('x', 'y', '12.5', '1,200', 'NULL');

    expect(meaning).toContain(': "12.5", "1,200", "NULL", …');
    expect(telling.map(({ seen }) => seen)).toEqual(['12.5', '1,200', 'NULL', 'x', 'y']);
  });
});
