import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idsOf } from '../../../../lib/aggregation/partial/id-runs.ts';
import { IdTable } from '../../../../lib/aggregation/partial/id-table.ts';
import {
  emptyPartial,
  encodeIds,
  encodePartial,
  mergeIds,
  mergePartial,
} from '../../../../lib/aggregation/partial/partial.ts';
import { defineFeatures, max, mean, min, sum } from '../../../../lib/model/declare.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
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

function partialOf(rows: readonly Row[]) {
  const partial = emptyPartial(plan);
  for (const { id, owner, values, references } of rows) {
    partial.eventIds.add(id);
    partial.aggregates.add(owner, 1, values);
    for (const [index, named] of references.entries()) {
      for (const other of named) {
        partial.references[index]?.add(other);
      }
    }
  }
  return partial;
}

const bytesOf = (rows: readonly Row[]) => encodePartial(plan, partialOf(rows));

test('the partials of any split of a file, in any order, merge to the partial of the whole', () => {
  const split = anyRows.chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      parts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: rows.length, maxLength: rows.length }),
      order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    }),
  );
  const property = fc.property(split, ({ rows, parts, order }) => {
    const merged = emptyPartial(plan);

    for (const part of order) {
      const own = rows.filter((_, index) => parts[index] === part);
      for (const id of idsOf(mergePartial(plan, merged, bytesOf(own)))) {
        merged.eventIds.add(id);
      }
    }

    expect(encodePartial(plan, merged)).toEqual(bytesOf(rows));
  });

  fc.assert(property, { numRuns: 200 });
});

test('a partial is the same whatever the order of its rows', () => {
  const shuffled = anyRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
  const property = fc.property(shuffled, ([rows, others]) => {
    expect(bytesOf(others)).toEqual(bytesOf(rows));
  });

  fc.assert(property);
});

test('the ids of the events come back as they were written', () => {
  const property = fc.property(anyRows, (rows) => {
    const ids = [...idsOf(mergePartial(plan, emptyPartial(plan), bytesOf(rows)))];

    expect(ids).toEqual([...BigUint64Array.from(rows, ({ id }) => id).sort()]);
  });

  fc.assert(property);
});

test('what events name comes by its column with the number of events, in ascending order', () => {
  const rows: Row[] = [
    { id: 1n, owner: 1n, values: [1n, 1n, 1n, 1n], references: [[7n, 3n], []] },
    { id: 2n, owner: 1n, values: [1n, 1n, 1n, 1n], references: [[3n], [7n]] },
  ];
  const merged = emptyPartial(plan);

  mergePartial(plan, merged, bytesOf(rows));

  expect(merged.references.map((counts) => [...counts.entries()])).toEqual([
    [
      [3n, 2],
      [7n, 1],
    ],
    [[7n, 1]],
  ]);
});

test('a partial of events that name nothing is read as it was written', () => {
  const partial = emptyPartial(visitsPlan);
  partial.eventIds.add(9n);
  partial.aggregates.add(4n, 1, [30n]);
  const merged = emptyPartial(visitsPlan);

  const ids = [...idsOf(mergePartial(visitsPlan, merged, encodePartial(visitsPlan, partial)))];

  expect(ids).toEqual([9n]);
  expect([...merged.aggregates.entries()]).toEqual([{ owner: 4n, events: 1, values: [30n] }]);
  expect(merged.references).toEqual([]);
});

test('a partial without rows changes nothing', () => {
  const merged = emptyPartial(plan);

  const ids = mergePartial(plan, merged, bytesOf([]));

  expect([...ids]).toEqual([]);
  expect(merged.aggregates.size).toBe(0);
});

test('a partial made for another plan is refused, naming both layouts', () => {
  const bytes = encodePartial(visitsPlan, emptyPartial(visitsPlan));

  expect(() => mergePartial(plan, emptyPartial(plan), bytes)).toThrow(
    `a part was loaded for the features ${visitsPlan.layout}, this code has ${plan.layout}: start a new run`,
  );
});

test.each([
  ['a slot', { total: sum(orders.amount) }],
  [
    'the order of slots',
    {
      least: min(orders.amount),
      total: sum(orders.amount),
      average: mean(orders.amount),
      largest_discount: max(orders.discount),
    },
  ],
])('another plan is one that differs by %s', (_what, features) => {
  const other = eventsPlanOf(defineFeatures(shopInputs, features), 'orders');
  const bytes = encodePartial(other, emptyPartial(other));

  expect(() => mergePartial(plan, emptyPartial(plan), bytes)).toThrow('start a new run');
});

test('a partial that is cut short is refused', () => {
  const property = fc.property(
    anyRows,
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    (rows, at) => {
      const bytes = bytesOf(rows);
      const cut = bytes.subarray(0, Math.floor(bytes.length * at));

      expect(() => [...mergePartial(plan, emptyPartial(plan), cut)]).toThrow();
    },
  );

  fc.assert(property);
});

test('ids of events without gaps take no more bytes, however many there are', () => {
  const rows = (length: number) =>
    Array.from({ length }, (_, n) => ({
      id: 10n ** 12n + BigInt(n),
      owner: 1n,
      values: [0n, 0n, 0n, 0n],
      references: [[], []] as const,
    }));

  expect(bytesOf(rows(1_100)).length).toBe(bytesOf(rows(1_000)).length);
});

test('a set of ids survives being written and read', () => {
  const property = fc.property(fc.array(anyId), fc.array(anyId), (written, there) => {
    const [source, target] = [new IdTable(), new IdTable()];
    for (const id of written) {
      source.add(id);
    }
    for (const id of there) {
      target.add(id);
    }

    mergeIds(target, encodeIds(source));

    expect(new Set(target.sorted())).toEqual(new Set([...written, ...there]));
  });

  fc.assert(property);
});
