import { expect, expectTypeOf, test } from 'vitest';
import type { WantedColumn } from '../../../lib/csv/header/header.ts';
import { date } from '../../../lib/model/column-types/date.ts';
import { id } from '../../../lib/model/column-types/id.ts';
import { defineFeatures } from '../../../lib/model/declaration/define-features.ts';
import { defineInputs } from '../../../lib/model/declaration/define-inputs.ts';
import { count } from '../../../lib/model/features/count.ts';
import { daysSince } from '../../../lib/model/features/days-since.ts';
import type { Feature } from '../../../lib/model/features/feature.ts';
import { lookup } from '../../../lib/model/features/lookup.ts';
import { max } from '../../../lib/model/features/max.ts';
import { mean } from '../../../lib/model/features/mean.ts';
import { mostUsed } from '../../../lib/model/features/most-used.ts';
import { sum } from '../../../lib/model/features/sum.ts';
import { atLeast } from '../../../lib/model/filters/comparisons.ts';
import { entity, events } from '../../../lib/model/inputs.ts';
import { inputNamed } from '../../../lib/model/model.ts';
import { type ReadColumn, readColumns } from '../../../lib/model/read-columns.ts';
import { inputs } from './shops.ts';

const { shops, orders, visits, products } = inputs;

/** The columns of an input that are read: those that a file must have, and those that it may lack. */
function read(name: string, features: Readonly<Record<string, Feature>> = {}) {
  const model = defineFeatures(inputs, features);
  const columns = readColumns(model, inputNamed(model, name));
  const named = (required: boolean) =>
    columns.filter((column) => column.required === required).map((column) => column.name);
  return { required: named(true), optional: named(false) };
}

test('of the entity all columns are read, and only the key is required', () => {
  expect(read('shops')).toEqual({ required: ['shop_id'], optional: ['city', 'opened', 'closed'] });
});

test('a column of the entity that a feature needs is required', () => {
  const columns = read('shops', { age: daysSince(shops.opened) });

  expect(columns).toEqual({ required: ['shop_id', 'opened'], optional: ['city', 'closed'] });
});

test('of events the key, the owner and what references something are read and required, and nothing else', () => {
  expect(read('orders')).toEqual({ required: ['order_id', 'shop_id', 'product_ids'], optional: [] });
});

test('columns of events that features need are read and required', () => {
  const columns = read('orders', { total: sum(orders.amount), average: mean(orders.amount) });

  expect(columns.required).toEqual(['order_id', 'shop_id', 'product_ids', 'amount']);
});

test('a column that is declared as optional is not required, whoever needs it', () => {
  const features = { gone: daysSince(shops.closed), most: max(orders.discount) };

  expect(read('shops', features).optional).toContain('closed');
  expect(read('orders', features).optional).toEqual(['discount']);
});

test('a column of the same name in another input is not read for that', () => {
  expect(read('visits', { total: sum(orders.amount) }).required).toEqual(['visit_id', 'shop_id']);
  expect(read('orders', { total: sum(visits.amount) }).required).not.toContain('amount');
});

test('of a reference only the key is read', () => {
  expect(read('products')).toEqual({ required: ['product_id'], optional: [] });
});

test('columns that a filter compares are read and required', () => {
  const columns = read('orders', { some: count(orders, { where: atLeast(orders.amount, 3) }) });

  expect(columns.required).toContain('amount');
});

test('columns of a reference that are looked up are read and required', () => {
  const favourite = lookup(mostUsed(orders.product_ids), products.title);

  expect(read('products', { favourite }).required).toEqual(['product_id', 'title']);
});

test('columns are in the order of their declaration, with their names in a header', () => {
  const model = defineFeatures(inputs, { total: sum(orders.amount) });

  const columns = readColumns(model, inputNamed(model, 'orders'));

  expect(columns.map(({ header }) => header)).toEqual([
    ['order_id'],
    ['shop_id'],
    ['product_ids'],
    ['amount', 'total', 'sum'],
  ]);
});

test('a date of the entity is not required by a column of events that is called the same', () => {
  const own = defineInputs({
    shops: entity({ files: 's.csv', key: 'shop_id', columns: { shop_id: id(), day: date() } }),
    orders: events({
      files: 'o.csv',
      key: 'day',
      of: 'shop_id',
      columns: { day: id(), shop_id: id().references('shops', { orElse: 'reject' }) },
    }),
  });
  const model = defineFeatures(own, {});

  const columns = readColumns(model, model.entity);

  expect(columns.find(({ name }) => name === 'day')).toMatchObject({ required: false });
});

test('a column that is read can be looked for in a header as it is', () => {
  expectTypeOf<ReadColumn>().toExtend<WantedColumn>();
});
