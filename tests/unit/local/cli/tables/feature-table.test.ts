import { expect, test } from 'vitest';
import { featureTable } from '../../../../../local/cli/tables/feature-table.ts';

const columns = [{ name: 'user_id' }, { name: 'name' }, { name: 'total' }];

test('rows stand under the names of their columns', () => {
  const features = [
    { user_id: '1', name: 'Alice', total: 12.5 },
    { total: 7, user_id: '10', name: null },
  ];

  expect(featureTable({ columns, features })).toEqual([
    'user_id  name   total',
    '1        Alice  12.5',
    '10              7',
  ]);
});

test('a list has semicolons between its ids, as in the files', () => {
  const features = [{ user_id: '1', name: ['7', '9223372036854775807'], total: 1 }];

  expect(featureTable({ columns, features })[1]).toBe('1        7;9223372036854775807  1');
});

test('a table without rows is its header', () => {
  expect(featureTable({ columns, features: [] })).toEqual(['user_id  name  total']);
});

test('a name can neither steer the terminal nor begin a row of its own', () => {
  const features = [{ user_id: '1', name: 'A\u001b[2J\n2  Mallory', total: 1 }];

  expect(featureTable({ columns, features })).toEqual([
    'user_id  name                            total',
    '1        A<U+001B>[2J<U+000A>2  Mallory  1',
  ]);
});
