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
import { count, defineFeatures, max, mean, min, sum } from '../../../../lib/model/feature-kinds.ts';
import { anyId } from '../../support/arbitrary-ids.ts';

const features = defineFeatures({
  n: count(),
  total: sum('x'),
  least: min('x'),
  longest: max('y'),
  average: mean('y'),
});

interface Row {
  readonly experimentId: bigint;
  readonly userId: bigint;
  readonly values: bigint[];
  readonly compounds: bigint[];
}

const anyRow = fc.record<Row>({
  experimentId: anyId,
  userId: fc.oneof(fc.bigInt({ min: 0n, max: 5n }), anyId),
  values: fc.array(anyId, { minLength: features.slots.length, maxLength: features.slots.length }),
  compounds: fc.uniqueArray(fc.bigInt({ min: 0n, max: 9n }), { maxLength: 4 }),
});

/** Rows of different experiments. */
const anyRows = fc.uniqueArray(anyRow, { selector: ({ experimentId }) => experimentId, maxLength: 40 });

function partialOf(rows: readonly Row[]) {
  const partial = emptyPartial(features);
  for (const { experimentId, userId, values, compounds } of rows) {
    partial.experimentIds.add(experimentId);
    partial.aggregates.add(userId, 1, values);
    for (const compound of compounds) {
      partial.compounds.add(compound);
    }
  }
  return partial;
}

const bytesOf = (rows: readonly Row[]) => encodePartial(features, partialOf(rows));

test('the partials of any split of a file, in any order, merge to the partial of the whole', () => {
  const split = anyRows.chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      parts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: rows.length, maxLength: rows.length }),
      order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    }),
  );
  const property = fc.property(split, ({ rows, parts, order }) => {
    const merged = emptyPartial(features);

    for (const part of order) {
      const own = rows.filter((_, index) => parts[index] === part);
      for (const id of idsOf(mergePartial(features, merged, bytesOf(own)))) {
        merged.experimentIds.add(id);
      }
    }

    expect(encodePartial(features, merged)).toEqual(bytesOf(rows));
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

test('the ids of the experiments come back as they were written', () => {
  const property = fc.property(anyRows, (rows) => {
    const ids = [...idsOf(mergePartial(features, emptyPartial(features), bytesOf(rows)))];

    expect(ids).toEqual([...BigUint64Array.from(rows, ({ experimentId }) => experimentId).sort()]);
  });

  fc.assert(property);
});

test('compounds come with the number of experiments that name them, in ascending order', () => {
  const rows = [
    { experimentId: 1n, userId: 1n, values: [1n, 1n, 1n, 1n], compounds: [7n, 3n] },
    { experimentId: 2n, userId: 1n, values: [1n, 1n, 1n, 1n], compounds: [3n] },
  ];
  const merged = emptyPartial(features);

  mergePartial(features, merged, bytesOf(rows));

  expect([...merged.compounds.entries()]).toEqual([
    [3n, 2],
    [7n, 1],
  ]);
});

test('a partial without rows changes nothing', () => {
  const merged = emptyPartial(features);

  const ids = mergePartial(features, merged, bytesOf([]));

  expect([...ids]).toEqual([]);
  expect(merged.aggregates.size).toBe(0);
});

test('a partial made for other features is refused, naming both layouts', () => {
  const others = defineFeatures({ total: sum('z') });
  const bytes = encodePartial(others, emptyPartial(others));

  expect(() => mergePartial(features, emptyPartial(features), bytes)).toThrow(
    'a part was loaded for the features sum:z, this code has sum:x,min:x,max:y,sum:y: start a new run',
  );
});

test('a partial that is cut short is refused', () => {
  const property = fc.property(
    anyRows,
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    (rows, at) => {
      const bytes = bytesOf(rows);
      const cut = bytes.subarray(0, Math.floor(bytes.length * at));

      expect(() => [...mergePartial(features, emptyPartial(features), cut)]).toThrow();
    },
  );

  fc.assert(property);
});

test('experiment ids without gaps take no more bytes, however many there are', () => {
  const rows = (length: number) =>
    Array.from({ length }, (_, n) => ({
      experimentId: 10n ** 12n + BigInt(n),
      userId: 1n,
      values: [0n, 0n, 0n, 0n],
      compounds: [],
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
