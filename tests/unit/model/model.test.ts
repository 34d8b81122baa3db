import { expect, test } from 'vitest';
import { defineFeatures } from '../../../lib/model/define-features.ts';
import { inputNamed, slotIndex } from '../../../lib/model/model.ts';
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
