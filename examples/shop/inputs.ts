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
} from '../../lib/model/declare.ts';

/** What a shop has: its customers, what they ordered, when they were there. Amounts are in cents. */
export const inputs = defineInputs({
  customers: entity({
    files: 'customers.csv',
    key: 'customer_id',
    columns: {
      customer_id: id({ header: ['Customer No'] }),
      name: text(),
      city: text(),
      joined: date(),
      newsletter_since: date({ optional: true }),
    },
  }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'customer_id',
    columns: {
      order_id: id(),
      customer_id: id().references('customers', { orElse: 'reject' }),
      product_id: id().references('products', { orElse: 'warn' }),
      tag_ids: idList().references('tags', { orElse: 'warn' }),
      amount: integer(),
      discount: integer({ optional: true }),
    },
  }),
  logins: events({
    files: 'logins.csv',
    key: 'login_id',
    of: 'customer_id',
    columns: {
      login_id: id(),
      customer_id: id().references('customers', { orElse: 'reject' }),
      minutes: integer(),
    },
  }),
  products: reference({
    files: 'products.csv',
    key: 'product_id',
    columns: { product_id: id(), title: text(), price: integer() },
  }),
  tags: reference({
    files: 'tags.csv',
    key: 'tag_id',
    columns: { tag_id: id(), label: text() },
  }),
});
