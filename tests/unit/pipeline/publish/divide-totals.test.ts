import { expect, test } from 'vitest';
import type { OwnerTotals } from '../../../../lib/aggregation/partial/aggregates.ts';
import { defineFeatures, max, sum } from '../../../../lib/model/declare.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
import { divideTotals } from '../../../../lib/pipeline/publish/divide-totals.ts';
import { elementsOf } from '../../support/array-elements.ts';
import { idTableOf } from '../../support/id-table-of.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const { orders } = shopInputs;
const features = { turnover: sum(orders.amount), most: max(orders.amount) };
const plan = eventsPlanOf(defineFeatures(shopInputs, features), 'orders');
const GREATEST = 2n ** 63n - 1n;

/** Divides totals by whether their owners are among these. */
function divide(keys: readonly bigint[], entries: readonly OwnerTotals[], of = plan) {
  const totals = {
    aggregates: { size: entries.length, entries: () => entries },
    idRuns: () => [],
    references: [],
  };
  return divideTotals(of, totals, idTableOf(keys));
}

test('the totals of known owners come as arrays of the same length, a column for each slot', () => {
  const { known } = divide(
    [9n, 1n, 5n],
    [
      { owner: 1n, events: 2, values: [30n, 20n] },
      { owner: 9n, events: 1, values: [GREATEST, 7n] },
    ],
  );

  const { owners, events, slots } = known();

  expect(elementsOf(owners)).toEqual(['1', '9']);
  expect(elementsOf(events)).toEqual(['2', '1']);
  expect(slots.map(elementsOf)).toEqual([
    ['30', '9223372036854775807'],
    ['20', '7'],
  ]);
});

test('a key of 2^63-1 is found and written exactly', () => {
  const { known, unknown } = divide([0n, GREATEST], [{ owner: GREATEST, events: 1, values: [1n, 1n] }]);

  expect(elementsOf(known().owners)).toEqual(['9223372036854775807']);
  expect(unknown.events).toBe(0);
});

test('events of other owners are counted, and their totals are left out', () => {
  const { known, unknown } = divide(
    [2n, 4n],
    [
      { owner: 1n, events: 2, values: [1n, 1n] },
      { owner: 2n, events: 1, values: [5n, 5n] },
      { owner: 3n, events: 3, values: [1n, 1n] },
      { owner: 6n, events: 1, values: [1n, 1n] },
    ],
  );

  expect(elementsOf(known().owners)).toEqual(['2']);
  expect([...unknown.ids.sorted()]).toEqual([1n, 3n, 6n]);
  expect(unknown.events).toBe(6);
});

test('values beyond a bigint are told with owner and slot, unless their owner is unknown', () => {
  const { overflows } = divide(
    [1n, 2n],
    [
      { owner: 1n, events: 2, values: [GREATEST + 1n, GREATEST] },
      { owner: 2n, events: 2, values: [GREATEST, GREATEST] },
      { owner: 3n, events: 2, values: [2n * GREATEST, GREATEST] },
    ],
  );

  expect(overflows).toEqual([{ owner: 1n, slot: plan.slots[0], value: GREATEST + 1n }]);
});

test('without owners and slots the arrays are empty', () => {
  const { known, overflows, unknown } = divide([1n], []);

  expect(known()).toEqual({ owners: '{}', events: '{}', slots: ['{}', '{}'] });
  expect([overflows, unknown.events]).toEqual([[], 0]);
});

test('events of which nothing is kept but their number have no further arrays', () => {
  const counted = eventsPlanOf(defineFeatures(shopInputs, {}), 'visits');

  const { known } = divide([1n], [{ owner: 1n, events: 4, values: [] }], counted);

  expect(known()).toEqual({ owners: '{1}', events: '{4}', slots: [] });
});

test('without a row of the entity every owner is unknown', () => {
  expect(divide([], [{ owner: 0n, events: 1, values: [1n, 1n] }]).unknown.events).toBe(1);
});
