import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canTakeOut, totalsWithout } from '../../../../lib/aggregation/partial/totals-without.ts';
import { count, defineFeatures, distinct, max, sum } from '../../../../lib/model/declare.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
import { partialBytes, TotalsByHand } from '../../../support/event-totals.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const { orders } = shopInputs;
const model = defineFeatures(shopInputs, {
  n: count(orders),
  turnover: sum(orders.amount),
  discounts: sum(orders.discount),
});
const plan = eventsPlanOf(model, 'orders');

const id = fc.bigInt({ min: 1n, max: 4n });
const rows = fc.array(
  fc.record({
    owner: id,
    amount: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.constant(2n ** 63n - 1n)),
    discount: fc.option(fc.bigInt({ min: 0n, max: 9n })),
    items: fc.uniqueArray(id, { maxLength: 3 }),
    vouchers: fc.uniqueArray(id, { maxLength: 1 }),
    isTakenOut: fc.boolean(),
  }),
  { maxLength: 20 },
);

/** A value for each slot, NULL for none; and what it adds. */
const valuesOf = ({ amount, discount }: { amount: bigint; discount: bigint | null }) =>
  plan.slots.map(({ column }) => (column.name === 'amount' ? amount : discount));
const added = (values: readonly (bigint | null)[]) =>
  plan.slots.map(({ kind }, slot) => {
    const value = values[slot] ?? null;
    return kind === 'count' ? BigInt(value !== null) : (value ?? 0n);
  });

describe('totals without some rows', () => {
  test('are those of the others, to the last byte', () => {
    const property = fc.property(rows, (all) => {
      const [whole, left] = [new TotalsByHand(plan), new TotalsByHand(plan)];
      for (const row of all) {
        const references = [row.items, row.vouchers];
        whole.add(row.owner, added(valuesOf(row)), references);
        if (!row.isTakenOut) {
          left.add(row.owner, added(valuesOf(row)), references);
        }
      }
      const takenOut = all
        .filter(({ isTakenOut }) => isTakenOut)
        .map((row) => ({
          ...{ owner: row.owner, values: valuesOf(row), integers: [] },
          references: [row.items, row.vouchers],
        }));

      expect(partialBytes(totalsWithout(plan, whole.totals(), takenOut))).toBe(partialBytes(left.totals()));
    });

    fc.assert(property);
  });

  test('are an error where a row is not in them', () => {
    const totals = new TotalsByHand(plan).totals();
    const row = { owner: 1n, values: [], integers: [], references: [] };

    expect(() => totalsWithout(plan, totals, [row])).toThrow('1 is in a row that was read again');
  });
});

test.each([
  ['sums and counts', { n: count(orders), turnover: sum(orders.discount) }, true],
  ['a greatest value', { most: max(orders.amount) }, false],
  ['what an accumulator keeps', { items: distinct(orders.item_ids) }, false],
])('whether rows can be taken out of %s', (_what, features, can) => {
  expect(canTakeOut(eventsPlanOf(defineFeatures(shopInputs, features), 'orders'))).toBe(can);
});
