import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntegerIds } from '../../../../lib/aggregation/ids/integer-ids.ts';
import { defineFeatures, sum } from '../../../../lib/model/declare.ts';
import { type AggregateValue, valueFeature } from '../../../../lib/model/features/feature.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
import { divideTotals } from '../../../../lib/pipeline/publish/divide-totals.ts';
import { TotalsByHand } from '../../../support/event-totals.ts';
import { anyId } from '../../support/arbitrary-ids.ts';
import { shopInputs } from '../../support/shop-inputs.ts';
import { tillInputs } from '../../support/till-inputs.ts';

const { orders } = shopInputs;
const model = defineFeatures(shopInputs, { total: sum(orders.amount), discounts: sum(orders.discount) });
const plan = eventsPlanOf(model, 'orders');

function divided(
  rows: readonly (readonly [owner: bigint, values: readonly bigint[]])[],
  keys: Iterable<bigint>,
) {
  const byHand = new TotalsByHand(plan);
  for (const [owner, values] of rows) {
    byHand.add(owner, values, []);
  }
  const totals = byHand.totals();
  const { known, unknown, overflows } = divideTotals(
    plan,
    totals,
    new IntegerIds(BigUint64Array.from(keys).sort()),
  );
  return {
    known: Array.from(known, (position) => totals.owners.at(position)),
    unknown: { ids: [...unknown.ids.sorted()], events: unknown.events },
    overflows,
  };
}

test('owners that the entity has are known, the others and their events are not', () => {
  const property = fc.property(fc.array(anyId), fc.uniqueArray(anyId), (owners, keys) => {
    const { known, unknown } = divided(
      owners.map((owner) => [owner, [1n, 1n]]),
      keys,
    );

    const sorted = [...BigUint64Array.from(new Set(owners)).sort()];
    expect(known).toEqual(sorted.filter((owner) => keys.includes(owner)));
    expect(unknown.ids).toEqual(sorted.filter((owner) => !keys.includes(owner)));
    expect(unknown.events).toBe(owners.filter((owner) => !keys.includes(owner)).length);
  });

  fc.assert(property);
});

test('values that no bigint holds are told with their owner and slot, in the order of the slots', () => {
  const most = 2n ** 63n - 1n;

  const { overflows } = divided(
    [
      [2n, [most, most]],
      [2n, [1n, most]],
      [2n, [0n, most]],
      [1n, [most, 0n]],
      [1n, [1n, 0n]],
    ],
    [1n, 2n],
  );

  expect(overflows.map(({ owner, what, value }) => [owner, what, value])).toEqual([
    [1n, 'sum of amount', 2n ** 63n],
    [2n, 'sum of amount', 2n ** 63n],
    [2n, 'sum of discount', 3n * most],
  ]);
});

test('the greatest value of a bigint is none of those, and neither is a value of an unknown owner', () => {
  const most = 2n ** 63n - 1n;

  const { overflows } = divided(
    [
      [1n, [most, 0n]],
      [7n, [most, 0n]],
      [7n, [most, 0n]],
    ],
    [1n],
  );

  expect(overflows).toEqual([]);
});

test('of decimals it is told how many they have', () => {
  const { receipts } = tillInputs;
  const tills = defineFeatures(tillInputs, { total: sum(receipts.amount) });
  const own = eventsPlanOf(tills, 'receipts');
  const byHand = new TotalsByHand(own);
  byHand.add(1n, [2n ** 63n - 1n], []);
  byHand.add(1n, [1n], []);

  const { overflows } = divideTotals(own, byHand.totals(), new IntegerIds(BigUint64Array.of(1n)));

  expect(overflows).toEqual([{ owner: 1n, what: 'sum of amount', value: 2n ** 63n, scale: 2 }]);
});

describe('what follows from aggregates', () => {
  const given = (finish: AggregateValue['finish'], sqlType: AggregateValue['sqlType'] = 'bigint') => {
    const aggregate = { id: 'given', events: 'orders', reads: [], create: notRead };
    const features = { value: valueFeature({ id: 'given(orders)', aggregate, sqlType, finish }) };
    const own = eventsPlanOf(defineFeatures(shopInputs, features), 'orders');
    const byHand = new TotalsByHand(own);
    for (const owner of [10n, 20n, 30n]) {
      byHand.add(owner, [], [[70n, 40n], []]);
    }
    const state = { owners: Uint32Array.of(0, 1, 2), values: {} };
    return divideTotals(own, byHand.totals([state]), new IntegerIds(BigUint64Array.of(10n, 30n)));
  };

  test('is there for the owners that the entity has', () => {
    const { values } = given(() => (owner) => owner * 100);

    expect(values).toEqual([[0, 200]]);
  });

  test('may need to know which id a number stands for', () => {
    const { values } = given(
      (_state, { idOf }) =>
        (owner) =>
          owner === 0 ? idOf('item_ids', 1) : null,
    );

    expect(values).toEqual([[70n, null]]);
  });

  test('may be more than a bigint can hold, and is told with its owner', () => {
    const { overflows } = given(() => (owner) => 2n ** 63n - 1n + BigInt(owner));

    expect(overflows).toEqual([{ owner: 30n, what: 'given(orders)', value: 2n ** 63n + 1n }]);
  });
});

function notRead(): never {
  throw new Error('nothing is read here');
}
