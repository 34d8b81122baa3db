import { expect, test } from 'vitest';
import { features } from '../../../lib/features.ts';
import {
  count,
  daysSince,
  defineFeatures,
  max,
  mean,
  min,
  slotIndex,
  sum,
} from '../../../lib/model/feature-kinds.ts';

test('the columns of the table are the features, in the order in which they are declared', () => {
  const { columns } = defineFeatures({ b: count(), a: sum('x'), c: daysSince('signup_date') });

  expect(columns).toEqual([
    ['b', { kind: 'count' }],
    ['a', { kind: 'sum', column: 'x' }],
    ['c', { kind: 'daysSince', column: 'signup_date' }],
  ]);
});

test('features that need the same value share a slot', () => {
  const { slots } = defineFeatures({ total: sum('x'), average: mean('x'), again: sum('x'), least: min('x') });

  expect(slots).toEqual([
    { kind: 'sum', column: 'x' },
    { kind: 'min', column: 'x' },
  ]);
});

test('a mean needs a sum, and no slot of its own kind', () => {
  expect(defineFeatures({ average: mean('x') }).slots).toEqual([{ kind: 'sum', column: 'x' }]);
});

test('neither the number of experiments nor the days since a date need a slot', () => {
  const { slots, layout } = defineFeatures({ n: count(), days: daysSince('signup_date') });

  expect(slots).toEqual([]);
  expect(layout).toBe('');
});

test('each column of the experiments is asked for once', () => {
  const { experimentColumns } = defineFeatures({ a: sum('x'), b: max('y'), c: min('x'), d: count() });

  expect(experimentColumns).toEqual(['x', 'y']);
});

test('the layout names kind and column of each slot in order', () => {
  const { layout } = defineFeatures({ a: max('y'), b: mean('x'), c: count() });

  expect(layout).toBe('max:y,sum:x');
});

test('two declarations with the same slots in another order have different layouts', () => {
  const one = defineFeatures({ a: sum('x'), b: max('x') });
  const other = defineFeatures({ b: max('x'), a: sum('x') });

  expect(one.layout).not.toBe(other.layout);
});

test.each(['Total', 'total-time', 'total time', '1st', 'x'.repeat(64), '', 'größe', 'a;DROP TABLE x'])(
  'the name %j is refused, since it would need quoting',
  (name) => {
    expect(() => defineFeatures({ [name]: count() })).toThrow(
      new TypeError(`feature ${name}: a column name is lower case [a-z0-9_]`),
    );
  },
);

test('a name of 63 characters, the most that Postgres keeps, is accepted', () => {
  const name = 'x'.repeat(63);

  expect(defineFeatures({ [name]: count() }).columns[0]?.[0]).toBe(name);
});

test.each(['user_id', 'name', 'email', 'signup_date', 'as_of'])(
  'the name %s is taken by the table',
  (name) => {
    expect(() => defineFeatures({ [name]: count() })).toThrow(
      new TypeError(`feature ${name}: users_derivation has that column already`),
    );
  },
);

test.each(['experiment_id', 'user_id', 'experiment_compound_ids', 'Run Time', ''])(
  'a feature over %j is refused, being no integer column to add up',
  (column) => {
    expect(() => defineFeatures({ total: sum(column) })).toThrow(
      new TypeError(`feature total: ${column} is no integer column of the experiments`),
    );
  },
);

test('slots are found by kind and column', () => {
  const { slots } = defineFeatures({ a: sum('x'), b: max('x'), c: max('y') });

  expect(slotIndex(slots, { kind: 'max', column: 'x' })).toBe(1);
  expect(slotIndex(slots, { kind: 'max', column: 'y' })).toBe(2);
  expect(slotIndex(slots, { kind: 'min', column: 'x' })).toBe(-1);
});

test('the features of this service are the three that its users were promised', () => {
  expect(features.columns.map(([name]) => name)).toEqual([
    'days_since_signup',
    'experiments_count',
    'experiment_run_time',
  ]);
});
