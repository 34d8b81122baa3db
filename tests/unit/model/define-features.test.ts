import { describe, expect, expectTypeOf, test } from 'vitest';
import { defineFeatures } from '../../../lib/model/define-features.ts';
import { count } from '../../../lib/model/features/count.ts';
import { daysSince } from '../../../lib/model/features/days-since.ts';
import type { Feature } from '../../../lib/model/features/feature.ts';
import { max } from '../../../lib/model/features/max.ts';
import { mean } from '../../../lib/model/features/mean.ts';
import { min } from '../../../lib/model/features/min.ts';
import { sum } from '../../../lib/model/features/sum.ts';
import { inputs } from './shops.ts';

const { shops, orders, visits, products } = inputs;

const plansOf = (declared: Readonly<Record<string, Feature>>) => {
  const [ofOrders, ofVisits] = defineFeatures(inputs, declared).events;
  if (!ofOrders || !ofVisits) {
    throw new Error('the model has two inputs of events');
  }
  return { ofOrders, ofVisits };
};

describe('defineFeatures', () => {
  test('gives the features in the order in which they are declared', () => {
    const { features } = defineFeatures(inputs, { b: count(orders), a: sum(orders.amount) });

    expect(features.map(([name]) => name)).toEqual(['b', 'a']);
  });

  test('gives all inputs, and those of each kind', () => {
    const model = defineFeatures(inputs, {});

    expect(model.inputs.map(({ name }) => name)).toEqual(['shops', 'orders', 'visits', 'products']);
    expect(model.entity.name).toBe('shops');
    expect(model.events.map(({ input }) => input.name)).toEqual(['orders', 'visits']);
    expect(model.references.map(({ name }) => name)).toEqual(['products']);
  });

  test('what two features need is kept once', () => {
    const { ofOrders } = plansOf({
      total: sum(orders.amount),
      average: mean(orders.amount),
      least: min(orders.amount),
      again: sum(orders.amount),
    });

    expect(ofOrders.slots.map(({ kind, column }) => [kind, column.name])).toEqual([
      ['sum', 'amount'],
      ['min', 'amount'],
    ]);
  });

  test('columns of the same name in two inputs are kept apart', () => {
    const { ofOrders, ofVisits } = plansOf({ a: sum(orders.amount), b: max(visits.amount) });

    expect(ofOrders.slots).toEqual([{ kind: 'sum', column: orders.amount }]);
    expect(ofVisits.slots).toEqual([{ kind: 'max', column: visits.amount }]);
  });

  test('events that no feature needs are counted all the same', () => {
    const { ofVisits } = plansOf({});

    expect(ofVisits.slots).toEqual([]);
  });

  test('a plan has the columns that reference something, but not the owner', () => {
    const { ofOrders, ofVisits } = plansOf({});

    expect(ofOrders.references).toEqual([orders.product_ids]);
    expect(ofVisits.references).toEqual([]);
  });

  test('a plan is plain data, which may travel to the second thread', () => {
    const { ofOrders } = plansOf({ total: sum(orders.amount) });

    expect(structuredClone(ofOrders)).toEqual(ofOrders);
  });

  test.each(['Total', '1st', 'a b', 'etl_total', 'xmax', 'a'.repeat(64)])(
    'a feature can not be called %s',
    (name) => {
      expect(() => defineFeatures(inputs, { [name]: count(orders) })).toThrow(
        new RegExp(`^feature ${name}: the name of a column is lower case`),
      );
    },
  );

  test.each(['shop_id', 'city', 'as_of'])('a feature can not be called %s: the table has that', (name) => {
    const declare = () => defineFeatures(inputs, { [name]: count(orders) });

    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(`feature ${name}: the table has that column already`);
  });

  test('a feature may be called as a column of events is', () => {
    expect(() => defineFeatures(inputs, { amount: sum(orders.amount) })).not.toThrow();
  });
});

describe('a layout', () => {
  const layoutOf = (declared: Readonly<Record<string, Feature>>) => plansOf(declared).ofOrders.layout;

  test('is the same for the same declaration', () => {
    expect(layoutOf({ a: sum(orders.amount) })).toBe(layoutOf({ b: sum(orders.amount) }));
  });

  test.each([
    ['without a slot', {}],
    ['with another kind of slot', { a: max(orders.amount) }],
    ['with a slot of another column', { a: sum(orders.discount) }],
    ['with one more', { a: sum(orders.amount), b: max(orders.amount) }],
  ])('is another one %s', (_, declared) => {
    expect(layoutOf(declared)).not.toBe(layoutOf({ a: sum(orders.amount) }));
  });

  test('is another one with the slots in another order', () => {
    const [one, other] = [sum(orders.amount), max(orders.amount)];

    expect(layoutOf({ a: one, b: other })).not.toBe(layoutOf({ a: other, b: one }));
  });

  test('is another one for each input', () => {
    const { ofOrders, ofVisits } = plansOf({ a: sum(orders.amount), b: sum(visits.amount) });

    expect(ofOrders.layout).not.toBe(ofVisits.layout);
  });
});

describe('what a feature can be of', () => {
  test('integer columns of events are added up', () => {
    expectTypeOf(sum).toBeCallableWith(orders.amount);
    expectTypeOf(min).toBeCallableWith(orders.discount);
    expectTypeOf(max).toBeCallableWith(visits.amount);
    expectTypeOf(mean).toBeCallableWith(visits.amount);
  });

  test('events are counted, and dates of the entity are counted from', () => {
    expectTypeOf(count).toBeCallableWith(orders);
    expectTypeOf(daysSince).toBeCallableWith(shops.opened);
    expectTypeOf(daysSince).toBeCallableWith(shops.closed);
  });

  // What does not compile is not refused once more when it runs: this is all that keeps it out.
  test('nothing else compiles', () => {
    const refused = [
      // @ts-expect-error: a text of the entity
      () => sum(shops.city),
      // @ts-expect-error: an id of the entity
      () => sum(shops.shop_id),
      // @ts-expect-error: an id of events
      () => sum(orders.order_id),
      // @ts-expect-error: a list of ids
      () => mean(orders.product_ids),
      // @ts-expect-error: a text of events
      () => min(orders.remark),
      // @ts-expect-error: an id of a reference
      () => max(products.product_id),
      // @ts-expect-error: a whole input
      () => sum(orders),
      // @ts-expect-error: an integer of events
      () => daysSince(orders.amount),
      // @ts-expect-error: a text of the entity
      () => daysSince(shops.city),
      // @ts-expect-error: the entity
      () => count(shops),
      // @ts-expect-error: a reference
      () => count(products),
      // @ts-expect-error: a column of events
      () => count(orders.amount),
      // @ts-expect-error: a column that is misspelt
      () => sum(orders.amuont),
      // @ts-expect-error: an input that is misspelt
      () => count(inputs.order),
      // @ts-expect-error: a text that is the name of a column
      () => sum('amount'),
    ];

    expect(refused).toHaveLength(15);
  });
});
