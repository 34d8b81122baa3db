import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortIntegers } from '../../../../lib/aggregation/ids/sort-integers.ts';
import { anyId } from '../../support/arbitrary-ids.ts';

/** As many as are sorted by passes over all. */
const MANY = 5000;

/** Values that spread as the bits of a hash do. */
const spread = (at: number) => BigInt.asUintN(64, BigInt(at + 1) * 0x9e3779b97f4a7c15n);

test.each([
  ['spread over all bits', spread],
  ['spread over the bits of a hash', (at: number) => (spread(at) >> 2n) | (1n << 62n)],
  ['spread over 40 bits', (at: number) => spread(at) >> 24n],
  ['spread over 20 bits', (at: number) => spread(at) >> 44n],
  ['in order', (at: number) => 2n ** 40n + BigInt(at)],
  ['in falling order', (at: number) => 2n ** 40n - BigInt(at)],
  ['all the same', () => 7n],
  ['nearly all the same in their highest bits', (at: number) => (at === 0 ? 2n ** 63n : BigInt(MANY - at))],
  ['few different ones', (at: number) => spread(at % 3)],
])('integers that are %s come to be in order', (_, valueAt) => {
  const values = BigUint64Array.from({ length: MANY }, (_value, at) => valueAt(at));

  const sorted = sortIntegers(values.slice());

  expect(sorted).toEqual(values.slice().sort());
});

test('any integers come to be in order, where they are', () => {
  const property = fc.property(fc.array(anyId, { minLength: 1, maxLength: 50 }), (ids) => {
    const values = BigUint64Array.from(
      { length: MANY },
      (_value, at) => (ids[at % ids.length] ?? 0n) ^ BigInt(at % 97),
    );
    const expected = values.slice().sort();

    expect(sortIntegers(values)).toBe(values);
    expect(values).toEqual(expected);
  });

  fc.assert(property, { numRuns: 40 });
});
