import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inAscendingOrder } from '../../../../lib/aggregation/ids/ascending.ts';

const id = fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 2n ** 33n), fc.bigInt(0n, 2n ** 63n - 1n));

test('ids come in ascending order, those that are the same in their own', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
      const order = inAscendingOrder(BigUint64Array.from(ids));

      const expected = [...ids.keys()].sort((a, b) => Number((ids[a] ?? 0n) - (ids[b] ?? 0n)) || a - b);
      expect([...order]).toEqual(expected);
    }),
  );
});

test('of a part of a larger memory only that part is looked at', () => {
  const { buffer } = BigUint64Array.of(0n, 9n, 7n, 8n, 1n);

  expect([...inAscendingOrder(new BigUint64Array(buffer, 8, 3))]).toEqual([1, 2, 0]);
});
