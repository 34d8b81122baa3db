import { describe, expect, test } from 'vitest';
import { count, defineFeatures, sum } from '../../../../lib/model/declare.ts';
import { originsOf } from '../../../../lib/pipeline/publish/indexes.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const { orders, visits } = shopInputs;
const model = defineFeatures(shopInputs, { all: count(orders) });

const slice = (source: string, tag: string) => {
  return { source, version: { uri: `/data/${source}`, size: 10, tag, transforms: [] } };
};
const parts = ({ shops = 'a', orders: tag = 'a' }) => [
  { input: 'shops', slices: [slice('shops.csv', shops)] },
  { input: 'orders', slices: [slice('orders.csv', tag), slice('orders.csv', tag)] },
];

describe('what the rows of a run come from', () => {
  const before = originsOf(model, parts({}));

  test('is the same for the same versions of the sources', () => {
    expect(originsOf(model, parts({}))).toEqual(before);
  });

  test('is the same of the entity when there are other events', () => {
    const after = originsOf(model, parts({ orders: 'b' }));

    expect(after.entity).toBe(before.entity);
    expect(after.features).not.toBe(before.features);
  });

  test('is another when the entity has another version', () => {
    const after = originsOf(model, parts({ shops: 'b' }));

    expect(after.entity).not.toBe(before.entity);
    expect(after.features).not.toBe(before.features);
  });

  test('is another of features that are declared otherwise', () => {
    const other = defineFeatures(shopInputs, { all: sum(visits.minutes) });

    expect(originsOf(other, parts({})).features).not.toBe(before.features);
  });
});
