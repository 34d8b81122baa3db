import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS_OF_IDS } from '../../../../lib/aggregation/ids/id-kinds.ts';
import { IntegerIds } from '../../../../lib/aggregation/ids/integer-ids.ts';
import { encodeTotals } from '../../../../lib/aggregation/partial/encode-totals.ts';
import { CHUNK_VALUES } from '../../../../lib/aggregation/partial/integers.ts';
import { mergeTotals } from '../../../../lib/aggregation/partial/merge-totals.ts';
import type { EventTotals } from '../../../../lib/aggregation/partial/totals.ts';
import { count, defineFeatures, max, mean, min, mostUsed, sum } from '../../../../lib/model/declare.ts';
import type { AccumulatorState } from '../../../../lib/model/features/accumulator.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
import { partialBytes, plainTotals, storedInMemory, TotalsByHand } from '../../../support/event-totals.ts';
import { anyId } from '../../support/arbitrary-ids.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const { orders, visits } = shopInputs;
const model = defineFeatures(shopInputs, {
  total: sum(orders.amount),
  least: min(orders.amount),
  average: mean(orders.amount),
  largest_discount: max(orders.discount),
  minutes: sum(visits.minutes),
});
/** Of four slots, and references in a list and in a column of one id. */
const plan = eventsPlanOf(model, 'orders');
/** Of one slot, and no reference. */
const visitsPlan = eventsPlanOf(model, 'visits');

interface Row {
  readonly id: bigint;
  readonly owner: bigint;
  readonly values: readonly bigint[];
  readonly references: readonly [items: readonly bigint[], vouchers: readonly bigint[]];
}

const anyRow = fc.record<Row>({
  id: anyId,
  owner: fc.oneof(fc.bigInt({ min: 0n, max: 5n }), anyId),
  values: fc.array(anyId, { minLength: plan.slots.length, maxLength: plan.slots.length }),
  references: fc.tuple(
    fc.uniqueArray(fc.bigInt({ min: 0n, max: 9n }), { maxLength: 4 }),
    fc.array(anyId, { maxLength: 1 }),
  ),
});

/** Rows of different events. */
const anyRows = fc.uniqueArray(anyRow, { selector: ({ id }) => id, maxLength: 40 });

/** The same rows in four parts, which come in any order. */
const anySplit = anyRows.chain((rows) =>
  fc
    .record({
      parts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: rows.length, maxLength: rows.length }),
      order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    })
    .map(({ parts, order }) => ({
      rows,
      parts: order.map((part) => rows.filter((_, index) => parts[index] === part)),
    })),
);

function totalsOf(rows: readonly Row[], accumulated: readonly AccumulatorState[] = []): EventTotals {
  const byHand = new TotalsByHand(plan);
  for (const { id, owner, values, references } of rows) {
    byHand.addId(id);
    byHand.add(owner, values, references);
  }
  return byHand.totals(accumulated);
}

const stored = (totals: EventTotals) => storedInMemory(encodeTotals(totals, 'with ids'));

test('the partials of any split of a file, in any order, merge to what the whole adds up to', async () => {
  const property = fc.asyncProperty(anySplit, async ({ rows, parts }) => {
    const merged = await mergeTotals(
      plan,
      parts.map((part) => stored(totalsOf(part))),
    );

    expect(plainTotals(merged)).toEqual(plainTotals(totalsOf(rows)));
  });

  await fc.assert(property, { numRuns: 200 });
});

test('a partial is the same whatever the order of its rows', () => {
  const shuffled = anyRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
  const property = fc.property(shuffled, ([rows, others]) => {
    expect(partialBytes(totalsOf(others))).toBe(partialBytes(totalsOf(rows)));
  });

  fc.assert(property);
});

test('the ids of the events come back as they were written, and only if they were wanted', async () => {
  const property = fc.asyncProperty(anyRows, async (rows) => {
    const totals = totalsOf(rows);

    const ids = await KINDS_OF_IDS.integers.read(stored(totals), 'ids');

    expect([...ids]).toEqual([...BigUint64Array.from(rows, ({ id }) => id).sort()]);
    expect([...encodeTotals(totals, 'without ids')].map(({ column }) => column)).not.toContain('ids');
  });

  await fc.assert(property);
});

test('a partial of events that name nothing is read as it was written', async () => {
  const byHand = new TotalsByHand(visitsPlan);
  byHand.addId(9n);
  byHand.add(4n, [30n], []);

  const merged = await mergeTotals(visitsPlan, [stored(byHand.totals())]);

  expect(plainTotals(merged)).toEqual({ owners: [{ owner: 4n, events: 1, values: [30n] }], references: [] });
});

test('no partials are no totals', async () => {
  const merged = await mergeTotals(plan, []);

  expect(plainTotals(merged)).toEqual({ owners: [], references: [[], []] });
});

test('sums that only together are beyond 64 bits are exact', async () => {
  const row = (id: bigint): Row => ({
    id,
    owner: 1n,
    values: [2n ** 63n - 1n, 1n, 1n, 1n],
    references: [[], []],
  });
  const others: Row = { ...row(9n), owner: 2n, values: [5n, 1n, 1n, 1n] };
  const part = (...rows: Row[]) => stored(totalsOf(rows));

  const merged = await mergeTotals(plan, [
    part(row(1n), row(2n)),
    part(row(3n), row(4n)),
    part(row(5n), others),
  ]);

  expect(plainTotals(merged).owners.map(({ values }) => values[0])).toEqual([5n * (2n ** 63n - 1n), 5n]);
});

test('a column of which a chunk is missing is refused', async () => {
  const row: Row = { id: 1n, owner: 1n, values: [1n, 1n, 1n, 1n], references: [[], []] };
  const { sizes, chunks } = stored(totalsOf([row]));
  const without = {
    sizes,
    chunks: (column: string) => chunks(column === 'events' ? 'nothing' : column),
  };

  await expect(mergeTotals(plan, [without])).rejects.toThrow(
    'the column events of a partial has 0 values, but 1 were written',
  );
});

test('of one partial alone a column that has not a value for each owner is refused', async () => {
  const row: Row = { id: 1n, owner: 1n, values: [1n, 1n, 1n, 1n], references: [[], []] };
  const { sizes, chunks } = stored(totalsOf([row]));
  const without = {
    sizes: new Map([...sizes].filter(([column]) => column !== 'events')),
    chunks: (column: string) => chunks(column === 'events' ? 'nothing' : column),
  };

  await expect(mergeTotals(plan, [without])).rejects.toThrow(
    'the column events of a partial has 0 values, but 1 were written',
  );
});

const counted = mostUsed(orders.item_ids);
/** Keeps in how many events of an owner each item is. */
const withCounts = eventsPlanOf(defineFeatures(shopInputs, { n: count(orders), counted }), 'orders');

/** What the accumulator of `withCounts` comes to, by hand: entries by owner, then by item, with positions as numbers. */
function countsOf(rows: readonly Row[]): AccumulatorState {
  const { owners, references } = totalsOf(rows);
  const counts = new Map<string, [owner: number, item: number, count: number]>();
  for (const {
    owner,
    references: [items],
  } of rows) {
    for (const item of items) {
      const numbers = [[...owners].indexOf(owner), [...(references[0]?.ids ?? [])].indexOf(item)] as const;
      const known = counts.get(numbers.join());
      counts.set(numbers.join(), [...numbers, (known?.[2] ?? 0) + 1]);
    }
  }
  const entries = [...counts.values()].sort(([a, b], [c, d]) => a - c || b - d);
  return {
    owners: Uint32Array.from(entries, ([owner]) => owner),
    ids: { column: 'item_ids', numbers: Uint32Array.from(entries, ([, item]) => item) },
    values: { counts: Uint32Array.from(entries, ([, , events]) => events) },
  };
}

const partWithCounts = (rows: readonly Row[]) => stored({ ...totalsOf(rows, [countsOf(rows)]), slots: [] });

describe('what accumulators came to', () => {
  test('is put together by positions in the merged totals', async () => {
    const property = fc.asyncProperty(anySplit, async ({ rows, parts }) => {
      const { accumulated } = await mergeTotals(withCounts, parts.map(partWithCounts));

      expect(accumulated).toEqual([countsOf(rows)]);
    });

    await fc.assert(property, { numRuns: 100 });
  });

  test('of one part is what was written', async () => {
    const property = fc.asyncProperty(anyRows, async (rows) => {
      const { accumulated } = await mergeTotals(withCounts, [partWithCounts(rows)]);

      expect(accumulated).toEqual([countsOf(rows)]);
    });

    await fc.assert(property);
  });

  test('may have columns of 64 bits', async () => {
    const state = { owners: Uint32Array.of(0), values: { low: BigUint64Array.of(2n ** 64n - 1n) } };
    const row: Row = { id: 1n, owner: 1n, values: [], references: [[], []] };

    const { accumulated } = await mergeTotals(withCounts, [
      stored({ ...totalsOf([row], [state]), slots: [] }),
    ]);

    expect(accumulated).toEqual([state]);
  });

  test('is given a chunk at a time, and told of, so that it can be stopped', async () => {
    const size = CHUNK_VALUES + 1;
    const state = {
      owners: new Uint32Array(size),
      ids: { column: 'item_ids', numbers: Uint32Array.from({ length: size }, (_, at) => at) },
      values: { counts: new Uint32Array(size).fill(1) },
    };
    const ids = BigUint64Array.from({ length: size }, (_, at) => BigInt(at));
    const row: Row = { id: 1n, owner: 1n, values: [], references: [[], []] };
    const { references, ...totals } = totalsOf([row], [state]);
    const [, vouchers] = references;
    const named = [
      { ids: new IntegerIds(ids), counts: { words: new Uint32Array(2 * size), stride: 2 } as const },
      ...(vouchers ? [vouchers] : []),
    ];
    const partial = stored({ ...totals, slots: [], references: named });
    let times = 0;

    const merging = mergeTotals(withCounts, [partial, partial], () => {
      if (++times === 2) {
        throw new Error('too large');
      }
    });

    await expect(merging).rejects.toThrow('too large');
  });
});
