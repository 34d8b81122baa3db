import { describe, expect, expectTypeOf, test } from 'vitest';
import { date } from '../../../../lib/model/column-types/date.ts';
import { id } from '../../../../lib/model/column-types/id.ts';
import { text } from '../../../../lib/model/column-types/text.ts';
import type { Column } from '../../../../lib/model/columns.ts';
import { defineInputs, inputOf, listOf } from '../../../../lib/model/declaration/define-inputs.ts';
import { entity, events, type Input } from '../../../../lib/model/inputs.ts';
import { inputs, SHOPS } from '../shops.ts';

describe('defineInputs', () => {
  test('keeps the inputs in the order in which they are declared', () => {
    const names = listOf(inputs).map(({ name, kind, files }) => [name, kind, files]);

    expect(names).toEqual([
      ['shops', 'entity', ['shops.csv']],
      ['orders', 'events', ['orders.csv']],
      ['visits', 'events', ['visits.csv']],
      ['products', 'reference', ['products.csv']],
    ]);
  });

  test('a handle is the column: what it is, and where', () => {
    expect(inputs.shops.city).toEqual({
      input: 'shops',
      kind: 'entity',
      name: 'city',
      type: 'text',
      header: ['city'],
      optional: false,
    });
  });

  test('a column is plain data, which may travel between threads and steps', () => {
    const { product_ids: column } = inputs.orders;

    expect(JSON.parse(JSON.stringify(column))).toEqual(column);
    expect(structuredClone(column)).toEqual(column);
  });

  test('a column has its names in a header as they are compared, its own first', () => {
    expect(inputs.orders.amount.header).toEqual(['amount', 'total', 'sum']);
  });

  test('a column says which input it references', () => {
    expect(inputs.orders.product_ids.reference).toEqual({ input: 'products', orElse: 'warn' });
  });

  test('columns of the same name in two inputs are two columns', () => {
    expect([inputs.orders.amount.input, inputs.visits.amount.input]).toEqual(['orders', 'visits']);
  });

  test('an input knows its key, and one of events its owner', () => {
    const orders = inputOf(inputs.orders);

    expect(orders.key).toBe(inputs.orders.order_id);
    expect(orders.of).toBe(inputs.orders.shop_id);
  });

  test('one row is called as it is declared', () => {
    expect(inputOf(inputs.products).one).toBe('article');
  });

  test.each([
    ['orders', 'order'],
    ['classes', 'class'],
    ['branches', 'branch'],
    ['boxes', 'box'],
    ['companies', 'company'],
    ['houses', 'house'],
    ['staff', 'staff'],
    ['glass', 'glass'],
    ['s', 's'],
  ])('one row of %s is called %s where nothing is declared', (name, one) => {
    const own = defineInputs({
      [name]: entity({ files: 'own.csv', key: 'own_id', columns: { own_id: id() } }),
    });

    expect(listOf(own)[0]?.one).toBe(one);
  });

  test('throws all that is wrong at once, each with its place', () => {
    const declare = () =>
      defineInputs({
        shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: text(), Name: text() } }),
      });

    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(/\n {2}shops: the key shop_id .*\n {2}shops\.Name: the name of a column /);
  });
});

describe('the types of a declaration', () => {
  test('a handle has the kind and name of its input, the type of its column, and what it references', () => {
    expectTypeOf(inputs.shops.opened).toEqualTypeOf<Column<'entity', 'date', 'shops', never>>();
    expectTypeOf(inputs.shops.shop_id).toEqualTypeOf<Column<'entity', 'id', 'shops', never>>();
    expectTypeOf(inputs.orders.shop_id).toEqualTypeOf<Column<'events', 'id', 'orders', 'shops'>>();
    expectTypeOf(inputs.orders.product_ids).toEqualTypeOf<Column<'events', 'idList', 'orders', 'products'>>();
    expectTypeOf(inputs.orders.discount).toEqualTypeOf<Column<'events', 'integer', 'orders', never>>();
    expectTypeOf(inputs.products.title).toEqualTypeOf<Column<'reference', 'text', 'products', never>>();
  });

  test('there are the inputs and columns that are declared, and no others', () => {
    expectTypeOf<Extract<keyof typeof inputs, string>>().toEqualTypeOf<keyof typeof SHOPS>();
    expectTypeOf<Extract<keyof typeof inputs.visits, string>>().toEqualTypeOf<
      'visit_id' | 'shop_id' | 'amount'
    >();
  });

  test('a misspelt input does not compile, and is told with those that are there', () => {
    // @ts-expect-error: the input is called orders
    const take = () => inputs.order;

    expect(take).toThrow(
      new TypeError('the model has no input order; it has shops, orders, visits, products'),
    );
  });

  test('a misspelt column does not compile, and is told with those that are there', () => {
    // @ts-expect-error: the column is called amount
    const take = () => inputs.visits.amuont;

    expect(take).toThrow(new TypeError('visits has no column amuont; it has visit_id, shop_id, amount'));
  });

  test('a key or an owner that is no column does not compile', () => {
    const columns = { shop_id: id(), opened: date() };

    // @ts-expect-error: there is no column shopid
    const shops = entity({ files: 'shops.csv', key: 'shopid', columns });
    // @ts-expect-error: there is no column shop
    const orders = events({ files: 'orders.csv', key: 'shop_id', of: 'shop', columns });
    // @ts-expect-error: events belong to somebody
    const visits = events({ files: 'visits.csv', key: 'shop_id', columns });

    expect([shops.key, orders.of, visits.of]).toEqual(['shopid', 'shop', undefined]);
  });

  test('only columns of ids can reference another input, and only with what becomes of a row that names none', () => {
    // @ts-expect-error: a text is no id
    expect(() => text().references('shops', { orElse: 'warn' })).toThrow();
    // @ts-expect-error: orElse is missing
    expect(() => id().references('shops')).toThrow();
  });

  test('the owner is known of events only', () => {
    expectTypeOf(inputOf(inputs.shops)).toEqualTypeOf<Input<'entity', 'shops'>>();
    expectTypeOf(inputOf(inputs.orders)).toHaveProperty('of');
  });

  test('other names are one, or a list', () => {
    expect(text({ header: 'town' }).header).toEqual(['town']);
    expect(text({ header: ['town', 'place'] }).header).toEqual(['town', 'place']);
  });
});

test('the example of the tests can be used', () => {
  expect(() => defineInputs(SHOPS)).not.toThrow();
});
