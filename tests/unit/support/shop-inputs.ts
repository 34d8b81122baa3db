import {
  date,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  reference,
  text,
} from '../../../lib/model/declare.ts';

/**
 * What sampleInputs have none of: two inputs of events, one of which names no reference; a reference of one row in a
 * column that may be empty; optional columns of each type.
 */
export const shopInputs = defineInputs({
  shops: entity({
    files: 'shops.csv',
    key: 'shop_id',
    columns: {
      town: text(),
      shop_id: id(),
      opened: date({ optional: true }),
      staff: integer({ optional: true, header: ['employees'] }),
    },
  }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'shop_id',
    columns: {
      order_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      item_ids: idList({ optional: true }).references('items', { orElse: 'warn' }),
      voucher_id: id({ optional: true }).references('vouchers', { orElse: 'warn' }),
      amount: integer(),
      discount: integer({ optional: true }),
    },
  }),
  visits: events({
    files: 'visits.csv',
    key: 'visit_id',
    of: 'shop_id',
    columns: { visit_id: id(), shop_id: id().references('shops', { orElse: 'reject' }), minutes: integer() },
  }),
  items: reference({ files: 'items.csv', key: 'item_id', columns: { item_id: id(), label: text() } }),
  vouchers: reference({ files: 'vouchers.csv', key: 'voucher_id', columns: { voucher_id: id() } }),
});
