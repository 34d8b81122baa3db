import { expect, test } from 'vitest';
import { defineFeatures } from '../../../lib/model/declaration/define-features.ts';
import { distinct } from '../../../lib/model/features/distinct.ts';
import { mostUsed } from '../../../lib/model/features/most-used.ts';
import { atLeast } from '../../../lib/model/filters/comparisons.ts';
import { aggregateIndex, inputNamed, slotIndex, valueIndex } from '../../../lib/model/model.ts';
import { inputs } from './shops.ts';

const { orders } = inputs;
const model = defineFeatures(inputs, {});
const slots = [
  { kind: 'sum', column: orders.amount },
  { kind: 'sum', column: orders.discount },
  { kind: 'max', column: orders.amount },
] as const;

test('an input is found by its name', () => {
  expect(inputNamed(model, 'visits')).toBe(model.inputs[2]);
});

test('an input that the model has not is an error that says so', () => {
  expect(() => inputNamed(model, 'visit')).toThrow('no input visit');
});

test.each(slots.map((slot, index) => [slot.kind, slot.column.name, index, slot] as const))(
  'the slot %s of %s is found at %d',
  (_kind, _column, index, slot) => {
    expect(slotIndex(slots, structuredClone(slot))).toBe(index);
  },
);

test('a slot that is not among them is found nowhere', () => {
  expect(slotIndex(slots, { kind: 'min', column: orders.amount })).toBe(-1);
});

test('values and aggregates are found by their ids, whichever feature declared them', () => {
  const where = atLeast(orders.amount, 3);
  const [plan] = defineFeatures(inputs, {
    a: distinct(orders.product_ids),
    b: distinct(orders.product_ids, { where }),
    c: mostUsed(orders.product_ids, { where }),
  }).events;
  const [value] = mostUsed(orders.product_ids, { where }).values;
  const [other] = mostUsed(orders.product_ids, { ties: 'all' }).values;
  if (!plan || !value || !other) {
    throw new Error('there are values over orders');
  }

  expect(valueIndex(plan.values, value)).toBe(2);
  expect(aggregateIndex(plan, value)).toBe(1);
  expect(valueIndex(plan.values, other)).toBe(-1);
  expect(aggregateIndex(plan, other)).toBe(0);
});
