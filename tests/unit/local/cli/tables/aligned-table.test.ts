import { expect, test } from 'vitest';
import { alignedTable } from '../../../../../local/cli/tables/aligned-table.ts';

test('columns are as wide as their widest value', () => {
  const rows = [
    ['id', 'name'],
    ['1', 'Alice'],
    ['1000', 'Bo'],
  ];

  expect(alignedTable(rows)).toEqual(['id    name', '1     Alice', '1000  Bo']);
});

test('lines have no spaces at their end', () => {
  expect(
    alignedTable([
      ['a', ''],
      ['b', 'long'],
    ]),
  ).toEqual(['a', 'b  long']);
});

test('rows may have different numbers of columns', () => {
  expect(alignedTable([['a'], ['bb', 'c', 'd']])).toEqual(['a', 'bb  c  d']);
});

test('no rows are no lines', () => {
  expect(alignedTable([])).toEqual([]);
});

test('a value with line ends or escape sequences in it stays in its cell', () => {
  expect(
    alignedTable([
      ['a\nb', 'c'],
      ['\u001b[31mred', 'd'],
    ]),
  ).toEqual(['a<U+000A>b       c', '<U+001B>[31mred  d']);
});
