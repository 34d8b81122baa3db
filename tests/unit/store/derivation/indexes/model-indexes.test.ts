import { describe, expect, test } from 'vitest';
import { count, daysSince, defineFeatures, mean } from '../../../../../lib/model/declare.ts';
import { modelIndexes, OUR_INDEXES } from '../../../../../lib/store/derivation/indexes/model-indexes.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';

const { shops, orders } = shopInputs;
const features = { age: daysSince(shops.opened), orders: count(orders), average: mean(orders.amount) };
const model = defineFeatures(shopInputs, features);
const of = (dependsOn: string) =>
  modelIndexes(model)
    .sorted.filter((index) => index.dependsOn === dependsOn)
    .map(({ definition }) => definition);

describe('the indexes of a model', () => {
  test('are over each column of the entity that rows are sorted by; long texts stand apart', () => {
    expect(of('entity')).toEqual([
      '("town", "shop_id") WHERE "town" IS NULL OR octet_length("town") <= 1000',
      '("shop_id") WHERE octet_length("town") > 1000',
      '("opened", "shop_id")',
      '("staff", "shop_id")',
    ]);
  });

  test('are over each feature, but for days that a new as-of date changes', () => {
    expect(of('features')).toEqual(['("orders", "shop_id")', '("average", "shop_id")']);
  });

  test('have names that differ and that fit into those of PostgreSQL', () => {
    const { sorted, search } = modelIndexes(model);
    const names = [...sorted, ...(search ? [search] : [])].map(({ name }) => name);

    expect(new Set(names).size).toBe(7);
    expect(names.every((name) => new RegExp(OUR_INDEXES).test(name) && name.length < 64)).toBe(true);
  });

  test('have other names in another table', () => {
    const other = defineFeatures(shopInputs, features, { table: 'of_shops' });
    const names = new Set(modelIndexes(model).sorted.map(({ name }) => name));

    expect(modelIndexes(other).sorted.some(({ name }) => names.has(name))).toBe(false);
  });
});
