import { describe, expect, test } from 'vitest';
import { markedIn, shownRow } from '../../../web/dashboard/pages/run/rejects/marking.ts';

describe('a row as it is shown', () => {
  test.each([
    ['5\u00a0,x', '5<U+00A0>,x'],
    ['a\u202eb', 'a<U+202E>b'],
    ['1\t2', '1\t2'],
    ['"two\r\nlines",2', '"two\r\nlines",2'],
  ])('%j is %j', (raw, shown) => {
    expect(shownRow(raw)).toBe(shown);
  });

  test('has all of a long row', () => {
    expect(shownRow('x'.repeat(10_000))).toHaveLength(10_000);
  });
});

describe('the bad value of a row', () => {
  test.each([
    ['7,-5,1;2', '-5', ['7,', '-5', ',1;2']],
    ['31/02/2024', '31/02/2024', ['', '31/02/2024', '']],
    ['7;1;2', '2', ['7;1;', '2', '']],
    ['7\tx\t', 'x', ['7\t', 'x', '\t']],
    ['1,"a ""b"" c",2', 'a "b" c', ['1,"', 'a ""b"" c', '",2']],
    ['1,5<U+00A0>,2', '5<U+00A0>', ['1,', '5<U+00A0>', ',2']],
    ['1,abcdef,2', 'abc…', ['1,', 'abc', 'def,2']],
    ['15,5,55', '5', ['15,', '5', ',55']],
  ])('of %j by %j is found', (row, seen, [before, value, after]) => {
    expect(markedIn(row, seen)).toEqual({ before, value, after });
  });

  test.each([
    ['5,5,1;2', '5', 'it stands there twice'],
    ['15,55', '5', 'it is only a part of others'],
    ['1,2', 'nothing such', 'it does not stand there'],
    ['1,,2', '', 'there is nothing to mark'],
    ['1,2', null, 'nothing was seen'],
    ['1,2', '…', 'all of it is cut'],
  ])('of %j by %j is not found: %s', (row, seen, _why) => {
    expect(markedIn(row, seen)).toBeUndefined();
  });
});
