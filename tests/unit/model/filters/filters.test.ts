import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, atMost, equals } from '../../../../lib/model/filters/comparisons.ts';
import { FALSE, type Filter, TRUE, UNKNOWN } from '../../../../lib/model/filters/filter.ts';
import { includes } from '../../../../lib/model/filters/ids.ts';
import { and, not, or } from '../../../../lib/model/filters/logic.ts';
import { anyId, MAX_ID } from '../../support/arbitrary-ids.ts';
import { inputs, type Sale, sale } from '../features/sales.ts';
import { batchOf } from '../features/sales-reader.ts';

const { sales, returns } = inputs;

/** What a filter comes to for a row. */
function truthOf(filter: Filter, row: Sale): number | undefined {
  const truth = new Uint8Array(3);
  // Between others: a filter must not look at the row before.
  filter.test(batchOf([sale({ articles: [1n] }), row, sale()]), truth);
  return truth[1];
}
const ofBoolean = (holds: boolean) => (holds ? TRUE : FALSE);

describe('a comparison', () => {
  test.each([
    [
      'atLeast',
      (number: bigint) => atLeast(sales.price, number),
      (one: bigint, other: bigint) => one >= other,
    ],
    ['atMost', (number: bigint) => atMost(sales.price, number), (one: bigint, other: bigint) => one <= other],
    [
      'equals',
      (number: bigint) => equals(sales.price, number),
      (one: bigint, other: bigint) => one === other,
    ],
  ] as const)('%s compares all 64 bits', (_, filter, holds) => {
    fc.assert(
      fc.property(anyId, anyId, (price, number) => {
        expect(truthOf(filter(number), sale({ price }))).toBe(ofBoolean(holds(price, number)));
        expect(truthOf(filter(number), sale({ price: number }))).toBe(TRUE);
      }),
    );
  });

  test.each([atLeast, atMost, equals])('with NULL is unknown', (filter) => {
    expect(truthOf(filter(sales.rating, 0), sale({ rating: null }))).toBe(UNKNOWN);
    expect(truthOf(filter(sales.rating, 0), sale({ rating: 0n }))).toBe(TRUE);
  });

  test.each([
    ['a fraction', 1.5],
    ['not a number', Number.NaN],
    ['less than any value', -1],
    ['greater than any value', 2n ** 63n],
  ])('with %s is refused', (_, number) => {
    expect(() => atLeast(sales.price, number)).toThrow(TypeError);
    expect(() => includes(sales.article_ids, number)).toThrow(TypeError);
  });

  test('with a number that JavaScript has rounded is refused, and says what to write', () => {
    expect(() => atMost(sales.price, 2 ** 53)).toThrow(/atMost\(price, …\): .* as a bigint/);
  });

  test('with the greatest value is taken', () => {
    expect(truthOf(atLeast(sales.price, MAX_ID), sale({ price: MAX_ID }))).toBe(TRUE);
  });
});

describe('an id', () => {
  test.each([
    ['that is there', [4n, 2n ** 32n + 7n], TRUE],
    ['that has the same lower half', [7n], FALSE],
    ['that has the same upper half', [2n ** 32n + 8n], FALSE],
    ['of an empty list', [], FALSE],
  ])('%s', (_, articles, expected) => {
    expect(truthOf(includes(sales.article_ids, 2n ** 32n + 7n), sale({ articles }))).toBe(expected);
  });

  test.each([
    ['is another', 3n, FALSE],
    ['is the same', 5n, TRUE],
    ['is NULL', null, UNKNOWN],
  ])('of a column of one id that %s', (_, gift, expected) => {
    expect(truthOf(equals(sales.gift_id, 5), sale({ gift }))).toBe(expected);
    expect(truthOf(includes(sales.gift_id, 5), sale({ gift }))).toBe(expected);
  });

  test.each([
    ['a column that references nothing', () => includes(sales.tags, 1), /sales\.tags has no reference/],
    ['the owner', () => equals(sales.buyer_id, 1), /sales\.buyer_id names the owner/],
    ['the key', () => equals(sales.sale_id, 1), /sales\.sale_id has no reference/],
  ])('of %s is refused', (_, declare, told) => {
    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(told);
  });
});

describe('the truth of several filters', () => {
  const STATES = { FALSE, UNKNOWN, TRUE };
  const rated = equals(sales.rating, 1);
  const given = equals(sales.gift_id, 1);
  /** The value with which such a filter comes to that. */
  const OF = { FALSE: 0n, UNKNOWN: null, TRUE: 1n } as const;

  test.each([
    ['FALSE', 'FALSE', 'FALSE', 'FALSE'],
    ['FALSE', 'UNKNOWN', 'FALSE', 'UNKNOWN'],
    ['FALSE', 'TRUE', 'FALSE', 'TRUE'],
    ['UNKNOWN', 'FALSE', 'FALSE', 'UNKNOWN'],
    ['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'],
    ['UNKNOWN', 'TRUE', 'UNKNOWN', 'TRUE'],
    ['TRUE', 'FALSE', 'FALSE', 'TRUE'],
    ['TRUE', 'UNKNOWN', 'UNKNOWN', 'TRUE'],
    ['TRUE', 'TRUE', 'TRUE', 'TRUE'],
  ] as const)('%s and %s: %s; or: %s', (one, other, both, either) => {
    const row = sale({ rating: OF[one], gift: OF[other] });

    expect(truthOf(and(rated, given), row)).toBe(STATES[both]);
    expect(truthOf(or(rated, given), row)).toBe(STATES[either]);
  });

  test.each([
    ['FALSE', 'TRUE'],
    ['UNKNOWN', 'UNKNOWN'],
    ['TRUE', 'FALSE'],
  ] as const)('not %s: %s', (one, expected) => {
    expect(truthOf(not(rated), sale({ rating: OF[one] }))).toBe(STATES[expected]);
  });

  test('of filters in filters, the same one several times', () => {
    const cheap = atMost(sales.price, 10);
    const good = and(not(cheap), atLeast(sales.rating, 3));
    const filter = or(good, and(good, cheap), not(or(good, cheap)));

    expect(truthOf(filter, sale({ price: 11n, rating: 3n }))).toBe(TRUE);
    expect(truthOf(filter, sale({ price: 9n, rating: 3n }))).toBe(FALSE);
    expect(truthOf(filter, sale({ price: 11n, rating: null }))).toBe(UNKNOWN);
  });
});

describe('the id of a filter', () => {
  const cheap = atMost(sales.price, 10);
  const good = atLeast(sales.rating, 3);

  test.each([
    ['a number and a bigint', atMost(sales.price, 10n), cheap],
    ['includes and equals of one id', includes(sales.gift_id, 1), equals(sales.gift_id, 1)],
    ['another order', and(cheap, good), and(good, cheap)],
    ['a repeat', or(cheap, good, cheap), or(cheap, good)],
    ['one alone', and(cheap), cheap],
    ['the same twice', or(cheap, cheap), cheap],
  ])('is the same with %s', (_, one, other) => {
    expect(one.id).toBe(other.id);
  });

  test.each([
    ['another number', atMost(sales.price, 11), cheap],
    ['another column', atMost(sales.rating, 10), cheap],
    ['another comparison', atLeast(sales.price, 10), cheap],
    ['or in place of and', or(cheap, good), and(cheap, good)],
    ['not', not(cheap), cheap],
  ])('is another with %s', (_, one, other) => {
    expect(one.id).not.toBe(other.id);
  });
});

test.each([and, or])('filters over different events are refused: %o', (join) => {
  // @ts-expect-error: prices of sales and of returns
  const declare = () => join(atMost(sales.price, 10), atMost(returns.price, 10));

  expect(declare).toThrow(TypeError);
  expect(declare).toThrow(/rows of sales.*rows of returns/);
});
