import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idsOf, runsOf, runsOfBits, withoutRuns } from '../../../../lib/aggregation/partial/id-runs.ts';

/** Ids of several words, often next to each other. */
const anyIds = fc.uniqueArray(fc.integer({ min: 0, max: 200 })).map((ids) => ids.toSorted((a, b) => a - b));

const spelledOut = (runs: Iterable<{ first: bigint; length: number }>) =>
  [...runs].flatMap(({ first, length }) => Array.from({ length }, (_, n) => first + BigInt(n)));

test('runs of a list spell out to the list', () => {
  fc.assert(
    fc.property(anyIds, (ids) => {
      const list = BigUint64Array.from(ids, BigInt);

      expect(spelledOut(runsOf(list))).toEqual([...list]);
    }),
  );
});

test('a run goes on across 2^32, and ends where the next id is not one more', () => {
  const ids = [-2n, -1n, 0n, 1n, 3n].map((n) => 2n ** 32n + n);

  expect([...runsOf(BigUint64Array.from([5n, ...ids, 2n ** 40n + 4n]))]).toEqual([
    { first: 5n, length: 1 },
    { first: 2n ** 32n - 2n, length: 4 },
    { first: 2n ** 32n + 3n, length: 1 },
    { first: 2n ** 40n + 4n, length: 1 },
  ]);
});

test('runs of bits are those of the list of the bits that are set', () => {
  fc.assert(
    fc.property(anyIds, (ids) => {
      const words = new Uint32Array(7);
      for (const id of ids) {
        words[id >>> 5] = (words[id >>> 5] as number) | (1 << (id & 31));
      }

      expect([...runsOfBits(words)]).toEqual([...runsOf(BigUint64Array.from(ids, BigInt))]);
    }),
  );
});

test('a run goes on from word to word, to the last bit', () => {
  expect([...runsOfBits(Uint32Array.of(0x80000000, 0xffffffff, 0xffffffff))]).toEqual([
    { first: 31n, length: 65 },
  ]);
});

test('runs without others are the ids that are in none of those', () => {
  fc.assert(
    fc.property(anyIds, anyIds, (ids, others) => {
      const [runs, without] = [ids, others].map((list) => [...runsOf(BigUint64Array.from(list, BigInt))]);

      const left = [...idsOf(withoutRuns(runs ?? [], without ?? []))];

      expect(left).toEqual(ids.filter((id) => !others.includes(id)).map(BigInt));
    }),
  );
});
