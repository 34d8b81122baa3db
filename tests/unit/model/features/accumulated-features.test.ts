import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '../../../../lib/model/features/count.ts';
import { distinct } from '../../../../lib/model/features/distinct.ts';
import type { AggregateValue, Feature } from '../../../../lib/model/features/feature.ts';
import { max } from '../../../../lib/model/features/max.ts';
import { mean } from '../../../../lib/model/features/mean.ts';
import { min } from '../../../../lib/model/features/min.ts';
import { mostUsed } from '../../../../lib/model/features/most-used.ts';
import { sum } from '../../../../lib/model/features/sum.ts';
import { atMost } from '../../../../lib/model/filters/comparisons.ts';
import { not } from '../../../../lib/model/filters/logic.ts';
import { anySale, inputs, type Sale, sale } from './sales.ts';
import { partialOf, valuesOf } from './sales-reader.ts';

const { sales } = inputs;
const where = not(atMost(sales.price, 2));
const isWanted = ({ price }: Sale) => price > 2n;

type Value = bigint | number | string | null;
type Oracle = (sales: readonly Sale[]) => Value;

const least = (values: readonly bigint[]) => values.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null;
const greatest = (values: readonly bigint[]) => values.toSorted((a, b) => (a < b ? 1 : -1))[0] ?? null;
const total = (values: readonly bigint[]) => values.reduce((one, other) => one + other, 0n) || null;
const howMany = (values: readonly unknown[]) => (values.length > 0 ? BigInt(values.length) : null);
const ratings = (rows: readonly Sale[]) => rows.flatMap(({ rating }) => (rating === null ? [] : [rating]));
const prices = (rows: readonly Sale[]) => rows.map(({ price }) => price);
const articles = (rows: readonly Sale[]) => rows.flatMap((row) => row.articles);
const gifts = (rows: readonly Sale[]) => rows.flatMap(({ gift }) => (gift === null ? [] : [gift]));

/** The ids that are there most often, in ascending order. */
function mostOften(ids: readonly bigint[]): bigint[] {
  const times = (id: bigint) => ids.filter((other) => other === id).length;
  const most = Math.max(...ids.map(times));
  return [...new Set(ids)].filter((id) => times(id) === most).sort((a, b) => (a < b ? -1 : 1));
}
const json = (ids: readonly bigint[]) => (ids.length > 0 ? `[${ids.join(',')}]` : null);

/** Each value of each kind: what it follows from, and what it must be. */
const KINDS: readonly (readonly [name: string, feature: Feature, value: number, oracle: Oracle])[] = [
  ['distinct of lists', distinct(sales.article_ids), 0, (rows) => new Set(articles(rows)).size || null],
  ['distinct of ids', distinct(sales.gift_id), 0, (rows) => new Set(gifts(rows)).size || null],
  ['mostUsed of lists', mostUsed(sales.article_ids), 0, (rows) => mostOften(articles(rows))[0] ?? null],
  ['mostUsed of ids', mostUsed(sales.gift_id), 0, (rows) => mostOften(gifts(rows))[0] ?? null],
  [
    'all mostUsed',
    mostUsed(sales.article_ids, { ties: 'all' }),
    0,
    (rows) => json(mostOften(articles(rows))),
  ],
  ['count, filtered', count(sales, { where }), 0, (rows) => howMany(rows.filter(isWanted))],
  ['sum, filtered', sum(sales.price, { where }), 0, (rows) => total(prices(rows.filter(isWanted)))],
  [
    'sum with NULL, filtered',
    sum(sales.rating, { where }),
    0,
    (rows) => total(ratings(rows.filter(isWanted))),
  ],
  ['min, filtered', min(sales.rating, { where }), 0, (rows) => least(ratings(rows.filter(isWanted)))],
  ['max, filtered', max(sales.rating, { where }), 0, (rows) => greatest(ratings(rows.filter(isWanted)))],
  ['sum of a mean', mean(sales.rating, { where }), 0, (rows) => total(ratings(rows.filter(isWanted)))],
  ['divisor of a mean', mean(sales.rating, { where }), 1, (rows) => howMany(ratings(rows.filter(isWanted)))],
  [
    'divisor of a mean without NULL',
    mean(sales.price, { where }),
    1,
    (rows) => howMany(rows.filter(isWanted)),
  ],
  [
    'distinct, filtered',
    distinct(sales.article_ids, { where }),
    0,
    (rows) => new Set(articles(rows.filter(isWanted))).size || null,
  ],
  [
    'mostUsed, filtered',
    mostUsed(sales.article_ids, { where }),
    0,
    (rows) => mostOften(articles(rows.filter(isWanted)))[0] ?? null,
  ],
];

function nthValue(feature: Feature, index: number): AggregateValue {
  const value = feature.values[index];
  if (!value) {
    throw new Error(`the feature has no value ${index}`);
  }
  return value;
}

const anyPart = fc.tuple(fc.array(anySale, { maxLength: 20 }), fc.array(anySale, { maxLength: 20 }));

describe.each(KINDS)('%s', (_, feature, index, oracle) => {
  const value = nthValue(feature, index);

  test('of any rows, in any parts, is what a walk over all rows finds', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 4 }), (parts) => {
        const found = valuesOf(value, parts);

        const rows = parts.flat(2);
        for (const [buyer, own] of found) {
          expect(own).toBe(oracle(rows.filter((row) => row.buyer === buyer)));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of the same rows in another order has the same partial', () => {
    fc.assert(
      fc.property(fc.array(anySale, { maxLength: 30 }), (rows) => {
        expect(partialOf(value.aggregate, rows.toReversed())).toEqual(partialOf(value.aggregate, rows));
      }),
      { numRuns: 30 },
    );
  });
});

describe('mostUsed', () => {
  const lowest = nthValue(mostUsed(sales.article_ids), 0);
  const all = nthValue(mostUsed(sales.article_ids, { ties: 'all' }), 0);
  const valueFor = (value: AggregateValue, lists: readonly (readonly bigint[])[]) =>
    valuesOf(value, [[lists.map((articles) => sale({ articles })), []]]).get(1n);

  test('of ids in equally many events is the lowest, whichever came first', () => {
    expect(valueFor(lowest, [[9n], [3n, 20n], [9n, 3n]])).toBe(3n);
  });

  test('counts events: a long list counts each of its ids once', () => {
    expect(valueFor(lowest, [[1n, 2n, 3n, 4n], [4n], [2n, 4n]])).toBe(4n);
  });

  test('with all ties lists them in ascending order of the numbers, not of their texts', () => {
    expect(valueFor(all, [[9n], [100n], [20n]])).toBe('[9,20,100]');
  });

  test('with all ties lists one that is alone', () => {
    expect(valueFor(all, [[7n], [7n, 8n]])).toBe('[7]');
  });

  test('has digits that a JavaScript number has not', () => {
    expect(valueFor(all, [[2n ** 63n - 1n]])).toBe('[9223372036854775807]');
  });

  test.each([lowest, all])('of a row whose events have no ids is none: $id', (value) => {
    expect(valueFor(value, [[], []])).toBeNull();
  });
});

describe('a sum over filtered rows', () => {
  test('is exact beyond 64 bits', () => {
    const value = nthValue(sum(sales.price, { where }), 0);
    const rows = Array.from({ length: 9 }, () => sale({ price: 2n ** 63n - 1n }));

    expect(
      valuesOf(value, [
        [rows, rows],
        [rows, []],
      ]).get(1n),
    ).toBe(27n * (2n ** 63n - 1n));
  });
});
