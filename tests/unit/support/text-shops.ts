import {
  count,
  defineFeatures,
  defineInputs,
  distinct,
  entity,
  equals,
  events,
  includes,
  integer,
  lookup,
  mostUsed,
  reference,
  sum,
  text,
  textId,
  textIdList,
} from '../../../lib/model/declare.ts';

/** All ids are texts: keys, owners, one that a row may name, and lists of them. */
export const textShopInputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop', columns: { shop: textId(), town: text() } }),
  orders: events({
    files: 'orders.csv',
    key: 'order',
    of: 'shop',
    columns: {
      order: textId(),
      shop: textId().references('shops', { orElse: 'reject' }),
      items: textIdList({ optional: true }).references('items', { orElse: 'warn' }),
      voucher: textId({ optional: true }).references('vouchers', { orElse: 'warn' }),
      amount: integer(),
    },
  }),
  items: reference({ files: 'items.csv', key: 'item', columns: { item: textId(), label: text() } }),
  vouchers: reference({ files: 'vouchers.csv', key: 'voucher', columns: { voucher: textId() } }),
});

const { orders, items } = textShopInputs;

/** Slots, pairs of owners and ids, and filters over ids. */
export const textShops = defineFeatures(textShopInputs, {
  orders: count(orders),
  turnover: sum(orders.amount),
  assortment: distinct(orders.items),
  favourite: mostUsed(orders.items),
  favourites: mostUsed(orders.items, { ties: 'all' }),
  favourite_label: lookup(mostUsed(orders.items), items.label),
  with_pen: count(orders, { where: includes(orders.items, 'pen') }),
  with_voucher: sum(orders.amount, { where: equals(orders.voucher, 'V1') }),
});
