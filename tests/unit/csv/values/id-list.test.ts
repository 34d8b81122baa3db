import { describe, expect, test } from 'vitest';
import { parseIdList } from '../../../../lib/csv/values/id-list.ts';

describe('parseIdList', () => {
  test.each([
    ['1', [1n]],
    ['1;2;3', [1n, 2n, 3n]],
    ['1; 2 ;\t3', [1n, 2n, 3n]],
    ['2;2', [2n, 2n]],
    ['007;+8;9.0', [7n, 8n, 9n]],
    ['9223372036854775807', [9_223_372_036_854_775_807n]],
  ])('reads %s', (text, expected) => {
    const ids = parseIdList(text);

    expect(ids).toEqual(expected);
  });

  test('takes an empty text for a list of no ids', () => {
    const ids = parseIdList('');

    expect(ids).toEqual([]);
  });

  test.each([
    '1;',
    ';1',
    '1;;2',
    ';',
    '1,2',
    '1 2',
    'a',
    '1;b',
    '-1',
    '1;9223372036854775808',
    '1.5',
    '[1;2]',
  ])('refuses %s', (text) => {
    const ids = parseIdList(text);

    expect(ids).toBe('bad_id_list');
  });

  test('reads a very long run of spaces inside a list', () => {
    const ids = parseIdList(`1${' '.repeat(200_000)};2`);

    expect(ids).toEqual([1n, 2n]);
  });
});
