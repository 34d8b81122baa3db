import { expect, test } from 'vitest';
import { featureOrder, positionAfter } from '../../../../lib/http/route/feature-order.ts';
import { nextPage } from '../../../../lib/http/route/pages.ts';
import { defineFeatures, mean, sum } from '../../../../lib/model/feature-kinds.ts';

const features = defineFeatures({
  experiment_run_time: sum('experiment_run_time'),
  usual: mean('experiment_run_time'),
});

/** The request of a page of that sort which begins after that position. */
function pageAfter(sort: string, position: (string | null)[]) {
  const query = { sort, limit: 50 };
  const next = new URL(nextPage('/features', query, position), 'http://host');
  return { path: '/features', query: { ...query, cursor: next.searchParams.get('cursor') ?? '' } };
}

test.each([
  ['name', 'Ann'],
  ['email', null],
  ['signup_date', '0001-01-01'],
  ['signup_date', '9999-12-31'],
  ['experiment_run_time', '9223372036854775807'],
  ['usual', '1.5'],
  ['usual', '5e-324'],
  ['usual', '1e+21'],
])('a page sorted by %s begins after %j', (sort, value) => {
  const { after } = featureOrder(pageAfter(sort, [value, '7']), features);

  expect(after).toEqual({ value, userId: '7' });
});

test.each([
  ['name', 'a\0b'],
  ['name', '\ud800'],
  ['email', '\0'],
  ['signup_date', '0000-01-01'],
  ['signup_date', '2023-02-29'],
  ['signup_date', '10000-01-01'],
  ['signup_date', 'infinity'],
  ['experiment_run_time', '9223372036854775808'],
  ['experiment_run_time', '-1'],
  ['user_id', '1e3'],
  ['usual', '1e-400'],
  ['usual', '1e400'],
  ['usual', 'NaN'],
  ['usual', '0b11'],
  ['usual', '0x1F'],
  ['usual', ' 1 '],
  ['usual', ''],
])('a cursor that says that %s is %j, which no row can have, is none of ours', (sort, value) => {
  const request = pageAfter(sort, [value, '7']);

  expect(() => featureOrder(request, features)).toThrow(
    expect.objectContaining({
      code: 'INVALID_PARAMETER',
      message: 'Invalid parameter: cursor is none that this service gave out',
    }),
  );
});

test.each([
  [0.1, '0.1'],
  [1e21, '1e+21'],
  [5e-324, '5e-324'],
])('what a row of %d is told by is taken back', (usual, text) => {
  const column = { name: 'usual', type: 'double precision', derived: true };
  const position = positionAfter({ usual, user_id: '7' }, { column });

  const { after } = featureOrder(pageAfter('usual', position), features);

  expect(after?.value).toBe(text);
});
