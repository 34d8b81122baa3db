import { describe, expect, test } from 'vitest';
import { count, daysSince, defineFeatures, mean, sum } from '../../../../lib/model/declare.ts';
import { derivationTable, entityColumns, quoted } from '../../../../lib/store/derivation/table-columns.ts';
import { sampleInputs } from '../../../support/sample-inputs.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const { shops, orders, visits } = shopInputs;
const model = defineFeatures(shopInputs, {
  age: daysSince(shops.opened),
  orders: count(orders),
  average: mean(orders.amount),
  minutes: sum(visits.minutes),
});

describe('the columns of the entity', () => {
  test('begin with the key; the others follow in the order in which they are declared', () => {
    expect(entityColumns(model).map(({ name }) => name)).toEqual(['shop_id', 'town', 'opened', 'staff']);
  });
});

describe('the table', () => {
  const table = derivationTable(model);

  test('has the columns of the entity, of the features and the day, in that order', () => {
    expect(table.columns.map(({ name }) => name)).toEqual([
      ...['shop_id', 'town', 'opened', 'staff'],
      ...['age', 'orders', 'average', 'minutes'],
      'as_of',
    ]);
  });

  test('has a type for each column, of its column type or of its feature', () => {
    expect(table.columns.map(({ type }) => type)).toEqual([
      ...['bigint', 'text', 'date', 'bigint'],
      ...['integer', 'bigint', 'double precision', 'bigint'],
      'date',
    ]);
  });

  test('is found by the key', () => {
    expect(table.key).toBe('shop_id');
  });

  test('says of the features alone that they are derived', () => {
    const derived = table.columns.filter((column) => column.derived).map(({ name }) => name);

    expect(derived).toEqual(['age', 'orders', 'average', 'minutes']);
  });

  test('is never NULL in the key and the day', () => {
    const filled = table.columns.filter((column) => column.filled).map(({ name }) => name);

    expect(filled).toEqual(['shop_id', 'as_of']);
  });
});

describe('a date that a feature needs', () => {
  const filledOf = (features: Parameters<typeof defineFeatures>[1]) =>
    derivationTable(defineFeatures(sampleInputs, features))
      .columns.filter(({ filled }) => filled)
      .map(({ name }) => name);

  test('is never NULL, unlike a text', () => {
    expect(filledOf({ age: daysSince(sampleInputs.users.signup_date) })).toEqual([
      'user_id',
      'signup_date',
      'as_of',
    ]);
  });

  test('may be NULL without that feature', () => {
    expect(filledOf({})).toEqual(['user_id', 'as_of']);
  });
});

test('a name is quoted, for it may be a word of SQL', () => {
  expect(quoted('order')).toBe('"order"');
});
