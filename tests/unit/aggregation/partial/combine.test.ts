import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine, neutral } from '../../../../lib/aggregation/partial/combine.ts';
import type { SlotKind } from '../../../../lib/model/features/feature.ts';
import { columnOf, valuesOf } from '../../../support/event-totals.ts';
import { anyId, MAX_ID } from '../../support/arbitrary-ids.ts';

const BY_HAND: Record<SlotKind, (a: bigint, b: bigint) => bigint> = {
  sum: (a, b) => a + b,
  count: (a, b) => a + b,
  min: (a, b) => (a < b ? a : b),
  max: (a, b) => (a > b ? a : b),
};
const KINDS = ['sum', 'count', 'min', 'max'] as const;

/** Sums may be beyond 64 bits. */
const anyValue = fc.oneof(anyId, fc.bigInt({ min: 0n, max: 2n ** 100n }));

/** Values, and others for some of their positions. */
const anyColumns = fc.array(anyValue, { minLength: 1, maxLength: 20 }).chain((values) =>
  fc.subarray([...values.keys()]).chain((positions) =>
    fc.record({
      values: fc.constant(values),
      positions: fc.constant(positions),
      others: fc.array(anyValue, { minLength: positions.length, maxLength: positions.length }),
    }),
  ),
);

test.each(KINDS)('%s is that which BigInt arithmetic gives, at every position', (kind) => {
  const property = fc.property(anyColumns, ({ values, positions, others }) => {
    const combined = combine(kind, columnOf(values), columnOf(others), Uint32Array.from(positions));

    const expected = [...values];
    for (const [index, position] of positions.entries()) {
      expected[position] = BY_HAND[kind](expected[position] ?? 0n, others[index] ?? 0n);
    }
    expect(valuesOf(combined)).toEqual(expected);
  });

  fc.assert(property, { numRuns: 300 });
});

describe('what stands for no value at all changes nothing', () => {
  test.each(KINDS)('of %s', (kind) => {
    const values = [0n, 7n, MAX_ID];

    const combined = combine(kind, neutral(kind, 3), columnOf(values), Uint32Array.of(0, 1, 2));

    expect(valuesOf(combined)).toEqual(values);
  });
});

test('a sum that goes beyond 64 bits takes those before and after it along', () => {
  const values = [1n, 2n ** 64n - 1n, 3n, 2n ** 64n - 1n];

  const combined = combine('sum', columnOf(values), columnOf([1n, 1n, 1n, 2n]), Uint32Array.of(0, 1, 2, 3));

  expect(valuesOf(combined)).toEqual([2n, 2n ** 64n, 4n, 2n ** 64n + 1n]);
});
