import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Aggregates } from '../../../../lib/aggregation/partial/aggregates.ts';
import type { Slot, SlotKind } from '../../../../lib/model/features/feature.ts';
import { anyId, MAX_ID } from '../../support/arbitrary-ids.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const { amount } = shopInputs.orders;
/** A plan that keeps this of the amounts. */
const keeping = (...kinds: SlotKind[]) => ({ slots: kinds.map((kind): Slot => ({ kind, column: amount })) });
const plan = keeping('sum', 'min', 'max', 'count');

test('sum, least and greatest value and number of values of each owner are those that BigInt arithmetic gives', () => {
  const rows = fc.array(fc.record({ owner: fc.bigInt({ min: 0n, max: 5n }), value: anyId }), {
    minLength: 1,
  });
  const property = fc.property(rows, (given) => {
    const aggregates = new Aggregates(plan);

    for (const { owner, value } of given) {
      aggregates.add(owner, 1, [value, value, value, 1n]);
    }

    for (const { owner, events, values } of aggregates.entries()) {
      const own = given.filter((row) => row.owner === owner).map((row) => row.value);
      const sorted = own.toSorted((a, b) => (a < b ? -1 : 1));
      expect(events).toBe(own.length);
      expect(values).toEqual([own.reduce((a, b) => a + b), sorted[0], sorted.at(-1), BigInt(own.length)]);
    }
    expect(aggregates.size).toBe(new Set(given.map(({ owner }) => owner)).size);
  });

  fc.assert(property);
});

test('a sum beyond 2^53 is exact', () => {
  const aggregates = new Aggregates(keeping('sum'));

  for (let n = 0; n < 3; n++) {
    aggregates.add(1n, 1, [2n ** 53n + 1n]);
  }

  expect([...aggregates.entries()][0]?.values).toEqual([3n * 2n ** 53n + 3n]);
});

test('a sum beyond 2^63, which no column can hold, is exact all the same', () => {
  const aggregates = new Aggregates(keeping('sum'));

  for (let n = 0; n < 4; n++) {
    aggregates.add(1n, 1, [MAX_ID]);
  }

  expect([...aggregates.entries()][0]?.values).toEqual([4n * MAX_ID]);
});

test('owners come in ascending order of their ids', () => {
  const aggregates = new Aggregates(keeping());

  for (const owner of [MAX_ID, 3n, 2n ** 40n, 0n]) {
    aggregates.add(owner, 1, []);
  }

  expect(Array.from(aggregates.entries(), ({ owner }) => owner)).toEqual([0n, 3n, 2n ** 40n, MAX_ID]);
});

test('several events may be added at once', () => {
  const aggregates = new Aggregates(plan);

  aggregates.add(1n, 3, [30n, 5n, 15n, 3n]);
  aggregates.add(1n, 2, [7n, 3n, 4n, 1n]);

  expect([...aggregates.entries()]).toEqual([{ owner: 1n, events: 5, values: [37n, 3n, 15n, 4n] }]);
});

test('a value of 0 is a value', () => {
  const aggregates = new Aggregates(plan);

  aggregates.add(1n, 1, [5n, 5n, 5n, 1n]);
  aggregates.add(1n, 1, [0n, 0n, 0n, 1n]);

  expect([...aggregates.entries()][0]?.values).toEqual([5n, 0n, 5n, 2n]);
});

test('what stands for no value at all changes nothing, in whichever order', () => {
  const nothing = [0n, MAX_ID, 0n, 0n];
  const some = [9n, 4n, 5n, 2n];
  const [before, after] = [new Aggregates(plan), new Aggregates(plan)];

  for (const values of [nothing, some]) {
    before.add(1n, 1, values);
  }
  for (const values of [some, nothing]) {
    after.add(1n, 1, values);
  }

  expect([...before.entries()]).toEqual([{ owner: 1n, events: 2, values: some }]);
  expect([...after.entries()]).toEqual([{ owner: 1n, events: 2, values: some }]);
});

test('the slots are those of the plan', () => {
  expect(new Aggregates(plan).slots).toEqual(plan.slots);
});
