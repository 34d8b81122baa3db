import { describe, expect, expectTypeOf, test } from 'vitest';
import { decimal } from '../../../../lib/model/column-types/decimal.ts';
import { id } from '../../../../lib/model/column-types/id.ts';
import { integer } from '../../../../lib/model/column-types/integer.ts';
import { defineFeatures } from '../../../../lib/model/declaration/define-features.ts';
import { defineInputs } from '../../../../lib/model/declaration/define-inputs.ts';
import { count } from '../../../../lib/model/features/count.ts';
import { daysSince } from '../../../../lib/model/features/days-since.ts';
import { distinct } from '../../../../lib/model/features/distinct.ts';
import type { Feature } from '../../../../lib/model/features/feature.ts';
import { lookup } from '../../../../lib/model/features/lookup.ts';
import { max } from '../../../../lib/model/features/max.ts';
import { mean } from '../../../../lib/model/features/mean.ts';
import { min } from '../../../../lib/model/features/min.ts';
import { mostUsed } from '../../../../lib/model/features/most-used.ts';
import { sum } from '../../../../lib/model/features/sum.ts';
import { atLeast } from '../../../../lib/model/filters/comparisons.ts';
import { entity, events } from '../../../../lib/model/inputs.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
import { inputs, SHOPS } from '../shops.ts';

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

  test('a plan without aggregates is plain data, which may travel to the second thread', () => {
    const { ofOrders } = plansOf({ total: sum(orders.amount) });

    expect(structuredClone(ofOrders)).toEqual(ofOrders);
  });

  test.each(['Total', '1st', 'a b', 'etl_total', 'xmax', 'a'.repeat(64)])(
    'a feature can not be called %s',
    (name) => {
      expect(() => defineFeatures(inputs, { [name]: count(orders) })).toThrow(
        `feature ${name}: the name of a column must be lower case`,
      );
    },
  );

  test.each(['shop_id', 'city', 'as_of'])('a feature can not be called %s: the table has that', (name) => {
    const declare = () => defineFeatures(inputs, { [name]: count(orders) });

    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(`feature ${name}: the table already has a column of that name`);
  });

  test('a feature may be called as a column of events is', () => {
    expect(() => defineFeatures(inputs, { amount: sum(orders.amount) })).not.toThrow();
  });
});

describe('what is accumulated', () => {
  const where = () => atLeast(orders.amount, 3);

  test('is accumulated once for two features that need the same', () => {
    const { ofOrders } = plansOf({ a: distinct(orders.product_ids), b: mostUsed(orders.product_ids) });

    expect(ofOrders.aggregates).toHaveLength(1);
    expect(ofOrders.values).toHaveLength(2);
  });

  test('is there once for two features with filters that are written alike', () => {
    const { ofOrders } = plansOf({
      a: mean(orders.amount, { where: where() }),
      b: sum(orders.amount, { where: where() }),
      c: count(orders, { where: where() }),
    });

    expect(ofOrders.aggregates).toHaveLength(2);
    expect(ofOrders.values).toHaveLength(2);
    expect(ofOrders.slots).toEqual([]);
  });

  test('is kept apart for other filters, and for none', () => {
    const { ofOrders } = plansOf({
      a: distinct(orders.product_ids),
      b: distinct(orders.product_ids, { where: where() }),
      c: distinct(orders.product_ids, { where: atLeast(orders.amount, 4) }),
    });

    expect(ofOrders.aggregates).toHaveLength(3);
  });

  test('is that of its own input', () => {
    const { ofOrders, ofVisits } = plansOf({
      a: count(orders, { where: where() }),
      b: count(visits, { where: atLeast(visits.amount, 3) }),
    });

    expect(ofOrders.aggregates.map(({ events }) => events)).toEqual(['orders']);
    expect(ofVisits.aggregates.map(({ events }) => events)).toEqual(['visits']);
  });

  test('reads its column and those of its filter', () => {
    const { ofOrders } = plansOf({ a: distinct(orders.product_ids, { where: where() }) });

    expect(ofOrders.aggregates[0]?.reads).toEqual([orders.product_ids, orders.amount]);
  });

  test('may be of a kind that is declared elsewhere', () => {
    const own: Feature = { ...distinct(orders.product_ids), sqlType: 'integer', sql: (names) => names.asOf };

    expect(plansOf({ own }).ofOrders.values).toEqual(own.values);
  });
});

describe('columns of other inputs than those that are handed in', () => {
  const other = defineInputs(SHOPS);

  test.each<[string, Feature, string]>([
    ['events', count(other.orders), 'orders.order_id'],
    ['a column of the entity', daysSince(other.shops.opened), 'shops.opened'],
    ['a column of events', sum(other.orders.amount), 'orders.amount'],
    ['a list', distinct(other.orders.product_ids), 'orders.product_ids'],
    ['a filter', count(orders, { where: atLeast(other.orders.amount, 3) }), 'orders.amount'],
    ['what is looked up', lookup(mostUsed(orders.product_ids), other.products.title), 'products.title'],
  ])('are refused: %s', (_, feature, column) => {
    const declare = () => defineFeatures(inputs, { odd: feature });

    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(`feature odd: ${column} does not belong to the inputs given to defineFeatures`);
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
    ['with what is accumulated besides', { a: sum(orders.amount), b: distinct(orders.product_ids) }],
  ])('is another one %s', (_, declared) => {
    expect(layoutOf(declared)).not.toBe(layoutOf({ a: sum(orders.amount) }));
  });

  test('is another one with the slots in another order', () => {
    const [one, other] = [sum(orders.amount), max(orders.amount)];

    expect(layoutOf({ a: one, b: other })).not.toBe(layoutOf({ a: other, b: one }));
  });

  test('is the same for another value that follows from the same aggregate', () => {
    expect(layoutOf({ a: distinct(orders.product_ids) })).toBe(layoutOf({ a: mostUsed(orders.product_ids) }));
  });

  test.each([
    ['no decimals', 'NULL', undefined],
    ['another scale', 'NULL', 3],
    ['other texts that stand for nothing', 'NA', 2],
    ['no such texts', undefined, 2],
  ])('is another one with %s', (_what, nulls, scale) => {
    const layoutWith = (text: string | undefined, places: number | undefined) => {
      const reference = id().references('shops', { orElse: 'reject' });
      const amount = places === undefined ? integer() : decimal(places);
      const own = defineInputs({
        shops: SHOPS.shops,
        sales: events({
          ...{ files: 'sales.csv', key: 'sale_id', of: 'shop_id' },
          columns: { sale_id: id(), shop_id: reference, amount },
          ...(text !== undefined && { nulls: [text] }),
        }),
      });
      return eventsPlanOf(defineFeatures(own, { a: sum(own.sales.amount) }), 'sales').layout;
    };

    expect(layoutWith(nulls, scale)).not.toBe(layoutWith('NULL', 2));
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

describe('the table of the result', () => {
  test('is called after the entity', () => {
    expect(defineFeatures(inputs, {}).table).toBe('shops_derivation');
  });

  test('is called otherwise where that is said', () => {
    expect(defineFeatures(inputs, {}, { table: 'branches' }).table).toBe('branches');
  });

  test.each(['Branches', 'my branches', 'etl_branches', 'x'.repeat(64)])('is not called %s', (table) => {
    expect(() => defineFeatures(inputs, {}, { table })).toThrow(
      /result table can't be called .*\{ table: '…' \}/,
    );
  });

  test('asks for a name of its own where that of the entity is too long', () => {
    const long = defineInputs({
      ['x'.repeat(60)]: entity({ files: 'x.csv', key: 'x', columns: { x: id() } }),
    });

    expect(() => defineFeatures(long, {})).toThrow(TypeError);
    expect(defineFeatures(long, {}, { table: 'x' }).table).toBe('x');
  });
});
