import { expect, test } from 'vitest';
import { featureTable } from '../../../../local/cli/feature-table.ts';

const columns = [{ name: 'user_id' }, { name: 'name' }, { name: 'total' }];

test('rows stand under the names of their columns', () => {
  const features = [
    { user_id: '1', name: 'Alice', total: 12.5 },
    { total: 7, user_id: '10', name: null },
  ];

  expect(featureTable({ columns, features })).toBe(
    ['user_id  name   total', '1        Alice  12.5', '10              7'].join('\n'),
  );
});

test('a table without rows is its header', () => {
  expect(featureTable({ columns, features: [] })).toBe('user_id  name  total');
});
