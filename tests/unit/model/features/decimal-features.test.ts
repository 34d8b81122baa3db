import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  atLeast,
  atMost,
  daysSince,
  defineFeatures,
  equals,
  lookup,
  max,
  mean,
  min,
  mostUsed,
  sum,
} from '../../../../lib/model/declare.ts';
import type { Feature } from '../../../../lib/model/features/feature.ts';
import { tillInputs } from '../../support/till-inputs.ts';

const { tills, receipts, goods } = tillInputs;
const where = atLeast(receipts.amount, 1);

test.each<[string, Feature, string]>([
  ['a sum', sum(receipts.amount), 'numeric'],
  ['the least', min(receipts.tip), 'numeric'],
  ['the greatest', max(receipts.tip), 'numeric'],
  ['the sum of some', sum(receipts.amount, { where }), 'numeric'],
  ['the least of some', min(receipts.tip, { where }), 'numeric'],
  ['a mean', mean(receipts.amount), 'double precision'],
  ['the mean of some', mean(receipts.amount, { where }), 'double precision'],
  ['what is looked up', lookup(mostUsed(receipts.good_ids), goods.price), 'numeric'],
  ['a sum of integers', sum(receipts.pieces, { where }), 'bigint'],
])('%s of decimals is $2 to SQL', (_, { sqlType }, expected) => {
  expect(sqlType).toBe(expected);
});

test('a moment that is looked up is one in the table', () => {
  expect(lookup(mostUsed(receipts.good_ids), goods.since).sqlType).toBe('timestamp with time zone');
});

test('a total knows how many decimals it has, and a count has none', () => {
  const features = { total: sum(receipts.amount, { where }), mean: mean(receipts.tip, { where }) };
  const [plan] = defineFeatures(tillInputs, features).events;

  expect(plan?.values.map(({ id, scale }) => [id, scale])).toEqual([
    ['sum:amount[atLeast(amount,1.00)]', 2],
    ['sum:tip[atLeast(amount,1.00)]', 2],
    ['count:tip[atLeast(amount,1.00)]', undefined],
  ]);
});

describe('what decimals are compared with', () => {
  test.each([
    ['a text', '12.50'],
    ['a text with fewer digits', '12.5'],
    ['a number', 12.5],
  ])('is %s, as it is written', (_what, number) => {
    expect(atMost(receipts.amount, number).id).toBe('atMost(amount,12.50)');
  });

  test('may be a bigint', () => {
    expect(equals(receipts.amount, 12n).id).toBe('equals(amount,12.00)');
  });

  test.each([12.505, '12.505', 0.1 + 0.2, '12,50', -1, '1e3', 1e21, Number.NaN, '92233720368547758.08'])(
    'is not %j',
    (number) => {
      expect(() => atLeast(receipts.amount, number)).toThrow(
        /atLeast\(amount, …\): its values are decimals from 0 to 92233720368547758\.07 with at most 2 digits/,
      );
    },
  );

  test('is a text of decimals only, by their types', () => {
    // @ts-expect-error: a text is no integer
    expect(() => atLeast(receipts.pieces, '1.5')).toThrow('its values are whole numbers');
    expectTypeOf(daysSince).toBeCallableWith(tills.opened);
  });

  test('is the decimal exactly, in its smallest units', () => {
    const truth = new Uint8Array(3);
    const words = Uint32Array.from([1249, 0, 1250, 0, 1251, 0]);
    const rows = {
      size: 3,
      owners: { words: new Uint32Array(3), stride: 1 },
      integers: () => ({ words, nulls: undefined }),
      ids: () => {
        throw new Error('there are no ids');
      },
    };

    equals(receipts.amount, '12.5').test(rows, truth);

    expect([...truth]).toEqual([0, 2, 0]);
  });
});
