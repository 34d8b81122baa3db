import { describe, expect, test } from 'vitest';
import { PairCounts } from '../../../../lib/model/accumulators/pair-counts.ts';
import type { AccumulatorState } from '../../../../lib/model/features/accumulator.ts';
import { batchesOf, manyRows, type NumberedRow } from './many-rows.ts';

function accumulated(rows: readonly NumberedRow[]): PairCounts {
  const counts = new PairCounts(undefined, 'ids');
  for (const batch of batchesOf(rows)) {
    counts.add(batch);
  }
  return counts;
}

/** Entries as `owner id count`, in their order. */
const entriesOf = ({ owners, ids, values }: AccumulatorState): string[] =>
  Array.from(owners, (owner, entry) => `${owner} ${ids?.numbers[entry]} ${values['counts']?.[entry]}`);

/** The same by a walk over all rows. */
function expected(rows: readonly NumberedRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { owner, ids } of rows) {
    for (const id of ids) {
      counts.set(`${owner} ${id}`, (counts.get(`${owner} ${id}`) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([pair, count]) => [...pair.split(' ').map(Number), count])
    .sort(([owner = 0, id = 0], [otherOwner = 0, otherId = 0]) => owner - otherOwner || id - otherId)
    .map((entry) => entry.join(' '));
}

describe('pairs are counted, and in order', () => {
  test.each([
    ['few owners and ids, again and again', 20_000, 3, 5],
    ['many owners', 20_000, 9000, 3],
    ['one owner with many ids', 20_000, 1, 2 ** 31],
    ['ids of all bits', 5000, 20, 2 ** 32 - 1],
    ['nearly every pair once', 20_000, 4000, 100_000],
  ])('%s', (_, size, owners, ids) => {
    const rows = manyRows(size, owners, ids);

    expect(entriesOf(accumulated(rows).state())).toEqual(expected(rows));
  });

  test('of owners that are far apart', () => {
    const rows = [70_000, 3, 70_000].map((owner) => ({ owner, ids: [1], value: 0n }));

    expect(entriesOf(accumulated(rows).state())).toEqual(['3 1 1', '70000 1 2']);
  });
});

test('a state may be taken, and more rows after it', () => {
  const rows = manyRows(3000, 50, 20);
  const counts = accumulated(rows.slice(0, 1500));

  counts.state();
  for (const batch of batchesOf(rows.slice(1500))) {
    counts.add(batch);
  }

  expect(entriesOf(counts.state())).toEqual(expected(rows));
});

test('a state in other numbers is that of rows with these numbers', () => {
  const rows = manyRows(5000, 3000, 40);
  const [owners, ids] = [3000, 40].map((size) =>
    Uint32Array.from({ length: size }, (_, at) => size - 1 - at),
  );
  const maps = { owners: owners ?? new Uint32Array(), ids: () => ids ?? new Uint32Array() };

  const state = accumulated(rows).state(maps);

  const renumbered = rows.map((row) => ({
    ...row,
    owner: 2999 - row.owner,
    ids: row.ids.map((id) => 39 - id),
  }));
  expect(entriesOf(state)).toEqual(expected(renumbered));
});

test('pairs that two states have are counted together', () => {
  const rows = manyRows(6000, 100, 9);
  const same = Uint32Array.from({ length: 100 }, (_, at) => at);
  const counts = accumulated(rows.slice(0, 2000));

  counts.combine(accumulated(rows.slice(2000)).state(), { owners: same, ids: () => same });

  expect(entriesOf(counts.state())).toEqual(expected(rows));
});

test('a pair that comes together more often than 32 bits can say is an error, not a wrong count', () => {
  const counts = new PairCounts(undefined, 'ids');
  const maps = { owners: Uint32Array.of(0), ids: () => Uint32Array.of(0) };
  const state = {
    owners: Uint32Array.of(0),
    ids: { column: 'ids', numbers: Uint32Array.of(0) },
    values: { counts: Uint32Array.of(2 ** 31) },
  };
  counts.combine(state, maps);
  counts.combine(state, maps);

  expect(() => counts.state()).toThrow(RangeError);
});

test.each([
  ['has no ids', { owners: new Uint32Array(), values: { counts: new Uint32Array() } }],
  [
    'has no counts',
    { owners: new Uint32Array(), ids: { column: 'ids', numbers: new Uint32Array() }, values: {} },
  ],
])('the state of another aggregate, which %s, is an error', (_, state) => {
  const maps = { owners: new Uint32Array(), ids: () => new Uint32Array() };

  expect(() => new PairCounts(undefined, 'ids').combine(state, maps)).toThrow(/a state has no/);
});

test('bytes grow with the pairs, and are those of pairs that come again only once', () => {
  const few = accumulated(manyRows(20_000, 3, 5)).bytes;
  const many = accumulated(manyRows(20_000, 3, 1e6)).bytes;

  expect(few).toBeLessThan(20_000);
  // Some 30,000 pairs of 12 bytes, with room for as many again at most.
  expect(many).toBeGreaterThan(12 * 25_000);
  expect(many).toBeLessThan(2 * 12 * 33_000);
});
