import { afterAll, describe, expect, inject, test } from 'vitest';
import { count } from '../../../lib/model/features/count.ts';
import { daysSince } from '../../../lib/model/features/days-since.ts';
import { distinct } from '../../../lib/model/features/distinct.ts';
import type { Feature, SqlNames } from '../../../lib/model/features/feature.ts';
import { lookup } from '../../../lib/model/features/lookup.ts';
import { max } from '../../../lib/model/features/max.ts';
import { mean } from '../../../lib/model/features/mean.ts';
import { min } from '../../../lib/model/features/min.ts';
import { mostUsed } from '../../../lib/model/features/most-used.ts';
import { sum } from '../../../lib/model/features/sum.ts';
import { atLeast } from '../../../lib/model/filters/comparisons.ts';
import { inputs } from '../../unit/model/shops.ts';
import { connectAs } from '../database.ts';

const sql = connectAs(inject('postgres').adminUrl);
afterAll(() => sql.end());

const { shops, orders, products } = inputs;

/** What a row of the entity comes to: how many events, the slots of one column, and its date. */
interface Given {
  readonly rows?: number;
  readonly sum?: string;
  readonly min?: number;
  readonly max?: number;
  readonly count?: number;
  readonly day?: string;
  /** What follows from aggregates: the first value, and the second. */
  readonly value?: string | readonly number[];
  readonly divisor?: number;
  readonly looked?: string;
}

const NAMES: Omit<SqlNames, 'value'> = {
  rows: () => 'given.rows',
  slot: ({ kind }) => `given.${kind}`,
  column: () => 'given.day',
  lookup: () => 'given.looked',
  asOf: "date '2024-03-01'",
};

/** The value of a feature for such a row, as text. */
async function valueFor(feature: Feature, given: Given): Promise<string | null> {
  const type = feature.values[0]?.sqlType ?? 'bigint';
  const names: SqlNames = {
    ...NAMES,
    value: ({ id }) => (id === feature.values[0]?.id ? `given.value::${type}` : 'given.divisor'),
  };
  const [row] = await sql.unsafe<{ value: string | null }[]>(
    `SELECT (${feature.sql(names)})::${feature.sqlType}::text AS value
     FROM jsonb_to_record($1::text::jsonb)
       AS given(rows bigint, sum numeric, min bigint, max bigint, count bigint, day date, value text, divisor bigint, looked text)`,
    [JSON.stringify(given)],
  );
  return row?.value ?? null;
}

describe('the value of a feature', () => {
  const SOME = { rows: 4, sum: '10', min: 1, max: 5 };
  test.each<[string, Feature, Given, string | null]>([
    ['count', count(orders), SOME, '4'],
    ['count without events', count(orders), {}, '0'],
    ['sum', sum(orders.amount), SOME, '10'],
    ['the greatest sum', sum(orders.amount), { rows: 2, sum: '9223372036854775807' }, '9223372036854775807'],
    ['sum without events', sum(orders.amount), {}, '0'],
    ['min', min(orders.amount), SOME, '1'],
    ['min without events', min(orders.amount), {}, null],
    ['max', max(orders.amount), SOME, '5'],
    ['max without events', max(orders.amount), {}, null],
    ['mean', mean(orders.amount), SOME, '2.5'],
    ['mean without events', mean(orders.amount), {}, null],
  ])('%s', async (_, feature, given, expected) => {
    expect(await valueFor(feature, given)).toBe(expected);
  });
});

describe('the value of a feature of a column that may be NULL', () => {
  const SOME = { rows: 4, sum: '10', min: 1, max: 5, count: 2 };
  const ONLY_NULLS = { rows: 4, sum: '0', min: 9, max: 0, count: 0 };
  test.each<[string, Feature, Given, string | null]>([
    ['sum', sum(orders.discount), SOME, '10'],
    ['sum of NULLs only', sum(orders.discount), ONLY_NULLS, '0'],
    ['min', min(orders.discount), SOME, '1'],
    ['min of NULLs only', min(orders.discount), ONLY_NULLS, null],
    ['min without events', min(orders.discount), {}, null],
    ['max', max(orders.discount), SOME, '5'],
    ['max of NULLs only', max(orders.discount), ONLY_NULLS, null],
    ['mean, which passes over NULL', mean(orders.discount), SOME, '5'],
    ['mean of NULLs only', mean(orders.discount), ONLY_NULLS, null],
    ['mean without events', mean(orders.discount), {}, null],
  ])('%s', async (_, feature, given, expected) => {
    expect(await valueFor(feature, given)).toBe(expected);
  });
});

describe('the value of a feature that follows from an aggregate', () => {
  const where = atLeast(orders.amount, 3);
  const list = orders.product_ids;
  test.each<[string, Feature, Given, string | null]>([
    ['count', count(orders, { where }), { value: '3' }, '3'],
    ['count without such events', count(orders, { where }), {}, '0'],
    ['sum', sum(orders.amount, { where }), { value: '9223372036854775807' }, '9223372036854775807'],
    ['sum without such events', sum(orders.amount, { where }), {}, '0'],
    ['min', min(orders.amount, { where }), { value: '3' }, '3'],
    ['min without such events', min(orders.amount, { where }), {}, null],
    ['max', max(orders.amount, { where }), { value: '3' }, '3'],
    ['max without such events', max(orders.amount, { where }), {}, null],
    ['mean', mean(orders.amount, { where }), { value: '9', divisor: 2 }, '4.5'],
    ['mean of zeroes', mean(orders.amount, { where }), { divisor: 2 }, '0'],
    ['mean without such events', mean(orders.amount, { where }), {}, null],
    ['distinct', distinct(list), { value: '2' }, '2'],
    ['distinct without events', distinct(list), {}, '0'],
    ['mostUsed', mostUsed(list), { value: '7' }, '7'],
    ['mostUsed without events', mostUsed(list), {}, null],
    ['all mostUsed', mostUsed(list, { ties: 'all' }), { value: [7, 9] }, '[7, 9]'],
    ['all mostUsed without events', mostUsed(list, { ties: 'all' }), {}, null],
    ['lookup', lookup(mostUsed(list), products.title), { looked: 'Tea' }, 'Tea'],
    ['lookup of nothing', lookup(mostUsed(list), products.title), {}, null],
  ])('%s', async (_, feature, given, expected) => {
    expect(await valueFor(feature, given)).toBe(expected);
  });
});

test.each([
  ['2024-02-28', '2'],
  ['2024-03-01', '0'],
  ['2025-01-01', '0'],
])('days since %s', async (day, expected) => {
  expect(await valueFor(daysSince(shops.opened), { day })).toBe(expected);
  expect(await valueFor(daysSince(shops.closed), { day })).toBe(expected);
});

test('days since a date that is NULL are NULL', async () => {
  expect(await valueFor(daysSince(shops.closed), {})).toBeNull();
});
