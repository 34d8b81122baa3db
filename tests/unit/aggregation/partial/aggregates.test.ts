import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Aggregates } from '../../../../lib/aggregation/partial/aggregates.ts';
import { count, defineFeatures, max, mean, min, sum } from '../../../../lib/model/feature-kinds.ts';
import { anyId, MAX_ID } from '../../support/arbitrary-ids.ts';

const features = defineFeatures({ total: sum('x'), least: min('x'), greatest: max('x') });

test('sum, least and greatest value of each user are those that BigInt arithmetic gives', () => {
  const rows = fc.array(fc.record({ userId: fc.bigInt({ min: 0n, max: 5n }), value: anyId }), {
    minLength: 1,
  });
  const property = fc.property(rows, (given) => {
    const aggregates = new Aggregates(features);

    for (const { userId, value } of given) {
      aggregates.add(userId, 1, [value, value, value]);
    }

    for (const { userId, experiments, values } of aggregates.entries()) {
      const own = given.filter((row) => row.userId === userId).map((row) => row.value);
      const sorted = own.toSorted((a, b) => (a < b ? -1 : 1));
      expect(experiments).toBe(own.length);
      expect(values).toEqual([own.reduce((a, b) => a + b), sorted[0], sorted.at(-1)]);
    }
    expect(aggregates.size).toBe(new Set(given.map(({ userId }) => userId)).size);
  });

  fc.assert(property);
});

test('a sum beyond 2^53 is exact', () => {
  const aggregates = new Aggregates(defineFeatures({ total: sum('x') }));

  for (let n = 0; n < 3; n++) {
    aggregates.add(1n, 1, [2n ** 53n + 1n]);
  }

  expect([...aggregates.entries()][0]?.values).toEqual([3n * 2n ** 53n + 3n]);
});

test('a sum beyond 2^63, which no column can hold, is exact all the same', () => {
  const aggregates = new Aggregates(defineFeatures({ total: sum('x') }));

  for (let n = 0; n < 4; n++) {
    aggregates.add(1n, 1, [MAX_ID]);
  }

  expect([...aggregates.entries()][0]?.values).toEqual([4n * MAX_ID]);
});

test('users come in ascending order of their ids', () => {
  const aggregates = new Aggregates(defineFeatures({ n: count() }));

  for (const userId of [MAX_ID, 3n, 2n ** 40n, 0n]) {
    aggregates.add(userId, 1, []);
  }

  expect(Array.from(aggregates.entries(), ({ userId }) => userId)).toEqual([0n, 3n, 2n ** 40n, MAX_ID]);
});

test('several experiments may be added at once', () => {
  const aggregates = new Aggregates(features);

  aggregates.add(1n, 3, [30n, 5n, 15n]);
  aggregates.add(1n, 2, [7n, 3n, 4n]);

  expect([...aggregates.entries()]).toEqual([{ userId: 1n, experiments: 5, values: [37n, 3n, 15n] }]);
});

test('a value of 0 is a value', () => {
  const aggregates = new Aggregates(features);

  aggregates.add(1n, 1, [5n, 5n, 5n]);
  aggregates.add(1n, 1, [0n, 0n, 0n]);

  expect([...aggregates.entries()][0]?.values).toEqual([5n, 0n, 5n]);
});

test('the slots are those of the features', () => {
  expect(new Aggregates(defineFeatures({ a: mean('x'), b: max('y') })).slots).toEqual([
    { kind: 'sum', column: 'x' },
    { kind: 'max', column: 'y' },
  ]);
});
