import { describe, expect, test } from 'vitest';
import {
  defineInputs,
  entity,
  events,
  id,
  reference,
  textId,
  textIdList,
} from '../../../../lib/model/declare.ts';
import { equals } from '../../../../lib/model/filters/comparisons.ts';
import { includes } from '../../../../lib/model/filters/ids.ts';

const { orders } = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop', columns: { shop: id() } }),
  orders: events({
    files: 'orders.csv',
    key: 'order',
    of: 'shop',
    columns: {
      order: id(),
      shop: id().references('shops', { orElse: 'reject' }),
      items: textIdList().references('items', { orElse: 'warn' }),
      gift: textId({ optional: true, nulls: ['none'] }).references('items', { orElse: 'warn' }),
    },
  }),
  items: reference({ files: 'items.csv', key: 'item', columns: { item: textId() } }),
});

describe('a filter for an id that no row can have is refused', () => {
  test('since a list has nothing with a semicolon', () => {
    expect(() => includes(orders.items, 'a;b')).toThrow('separated by semicolons');
    expect(() => includes(orders.gift, 'a;b')).not.toThrow();
  });

  test('since the text stands for nothing in the column', () => {
    expect(() => equals(orders.gift, 'none')).toThrow('"none" means "no value" in that column');
    expect(() => includes(orders.items, 'none')).not.toThrow();
  });
});
