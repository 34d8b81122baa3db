import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totalsOf } from '../../../../lib/aggregation/kernel/totals.ts';
import { integerAt } from '../../../../lib/aggregation/partial/integers.ts';
import { kernelOf, sum } from './reading.ts';

const ID = fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 2n ** 33n), fc.bigInt(0n, 2n ** 63n - 1n));

test('totals are in ascending order of the ids, however large these are', () => {
  fc.assert(
    fc.property(fc.array(ID, { maxLength: 200 }), (ids) => {
      const kernel = kernelOf({ slots: [sum(2)] });
      const expected = new Map<bigint, bigint>();
      for (const [at, id] of ids.entries()) {
        kernel.add(id, [BigInt(at)], []);
        expected.set(id, (expected.get(id) ?? 0n) + BigInt(at));
      }

      const { owners, slots } = totalsOf(kernel);

      const ascending = [...expected].sort(([a], [b]) => (a < b ? -1 : 1));
      expect(ascending.map((_, at) => [owners.at(at), slots[0] && integerAt(slots[0], at)])).toEqual(
        ascending,
      );
    }),
    { numRuns: 30 },
  );
});

test('they are copied in blocks, sums of one word and of two', () => {
  const owners = 70_000;
  const kernel = kernelOf({ slots: [sum(2), sum(2)] });
  for (let owner = owners; owner > 0; owner--) {
    kernel.add(BigInt(owner), [BigInt(owner), owner === 1 ? 2n ** 63n - 1n : null], []);
  }
  kernel.add(1n, [null, 2n ** 63n - 1n], []);
  kernel.add(1n, [null, 5n], []);

  const { events, slots, owners: ids } = totalsOf(kernel);

  expect([ids.size, ids.at(0), ids.at(owners - 1)]).toEqual([owners, 1n, BigInt(owners)]);
  expect([integerAt(events, 0), integerAt(events, owners - 1)]).toEqual([3n, 1n]);
  expect(slots.map(({ stride }) => stride)).toEqual([2, 4]);
  const [first, second] = slots.map((slot) =>
    [0, 65_535, 65_536, owners - 1].map((at) => integerAt(slot, at)),
  );
  expect(first).toEqual([1n, 65_536n, 65_537n, BigInt(owners)]);
  expect(second).toEqual([2n ** 64n + 3n, 0n, 0n, 0n]);
});
