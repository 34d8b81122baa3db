import { describe, expect, test } from 'vitest';
import { FilteredCount } from '../../../../lib/model/accumulators/filtered-count.ts';
import { FilteredExtreme } from '../../../../lib/model/accumulators/filtered-extreme.ts';
import { FilteredSum } from '../../../../lib/model/accumulators/filtered-sum.ts';
import type { OwnerTotals } from '../../../../lib/model/accumulators/owner-totals.ts';
import { batchesOf, manyRows, type NumberedRow } from './many-rows.ts';

const OWNERS = 5000;
const rows = manyRows(20_000, OWNERS, 2);

function accumulated<Totals extends OwnerTotals>(totals: Totals, of: readonly NumberedRow[]): Totals {
  for (const batch of batchesOf(of)) {
    totals.add(batch);
  }
  return totals;
}

/** For each owner its value by a walk over all rows. */
function expected(join: (one: bigint | undefined, other: bigint) => bigint): Map<number, bigint> {
  const totals = new Map<number, bigint>();
  for (const { owner, value } of rows) {
    totals.set(owner, join(totals.get(owner), value));
  }
  return new Map([...totals].sort(([a], [b]) => a - b));
}

const MASK = 2n ** 64n - 1n;
const sums = expected((one = 0n, other) => one + other);

const KINDS = [
  ['count', () => new FilteredCount(undefined), expected((one = 0n) => one + 1n)],
  [
    'low',
    () => new FilteredSum(undefined, 'value'),
    new Map([...sums].map(([owner, sum]) => [owner, sum & MASK])),
  ],
  [
    'min',
    () => new FilteredExtreme('min', undefined, 'value'),
    expected((one, other) => (one !== undefined && one < other ? one : other)),
  ],
  [
    'max',
    () => new FilteredExtreme('max', undefined, 'value'),
    expected((one, other) => (one !== undefined && one > other ? one : other)),
  ],
] as const;

describe.each(KINDS)('%s', (name, create, totals) => {
  const valuesOf = (accumulator: OwnerTotals) => {
    const { owners, values } = accumulator.state();
    return new Map(
      Array.from(owners, (owner, entry): [number, bigint | number | undefined] => [
        owner,
        values[name]?.[entry],
      ]),
    );
  };

  test('of many owners', () => {
    expect(valuesOf(accumulated(create(), rows))).toEqual(totals);
  });

  test('of rows in two states', () => {
    const same = Uint32Array.from({ length: OWNERS }, (_, owner) => owner);
    const one = accumulated(create(), rows.slice(0, 9000));
    one.combine(accumulated(create(), rows.slice(9000)).state(), { owners: same, ids: () => same });

    expect(valuesOf(one)).toEqual(totals);
  });

  test('in other numbers, in their order', () => {
    const backwards = Uint32Array.from({ length: OWNERS }, (_, owner) => OWNERS - 1 - owner);
    const { owners, values } = accumulated(create(), rows).state({ owners: backwards, ids: () => backwards });

    expect(owners).toEqual(owners.toSorted());
    expect([...(values[name] ?? [])].reverse()).toEqual([...totals.values()]);
  });

  test('of no rows has no entry', () => {
    expect(create().state().owners).toHaveLength(0);
  });

  test('takes bytes for each owner', () => {
    expect(accumulated(create(), rows).bytes).toBeGreaterThanOrEqual(8 * OWNERS);
  });
});

test('what is carried over 64 bits is in the high half', () => {
  const most = { owner: 0, ids: [], value: 2n ** 63n - 1n };

  const { values } = accumulated(new FilteredSum(undefined, 'value'), [most, most, most]).state();

  expect(values['high']).toEqual(BigUint64Array.of(1n));
  expect(values['low']).toEqual(BigUint64Array.of(2n ** 63n - 3n));
});

test('the state of another aggregate is an error', () => {
  const state = accumulated(new FilteredCount(undefined), rows).state();
  const same = Uint32Array.from({ length: OWNERS }, (_, owner) => owner);

  expect(() => new FilteredSum(undefined, 'value').combine(state, { owners: same, ids: () => same })).toThrow(
    'a state has no 64-bit column low, but count',
  );
});
