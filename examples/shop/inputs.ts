import {
  date,
  decimal,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  reference,
  text,
  textId,
  timestamp,
} from '../../lib/model/declare.ts';

/**
 * What a shop has: its customers, what they ordered, when they were there. The files are as databases export them, and docs/inputs.md
 * has all types of columns.
 */
export const inputs = defineInputs({
  /** The entity: the table of the result has one row for each customer. */
  customers: entity({
    files: 'customers.csv',
    key: 'customer_id',
    // The export writes NULL where there is no value; in a column that is optional it may.
    nulls: ['NULL'],
    columns: {
      // Ids with letters, such as C-1001, are texts. The file calls the column otherwise, and `header` says how.
      customer_id: textId({ header: ['Customer No'] }),
      name: text(),
      city: text(),
      // 2021-10-23 14:05:09 UTC: a day with its time.
      joined: timestamp(),
      // 2024-06-12: a day.
      newsletter_since: date({ optional: true }),
    },
  }),
  /** Events belong to a row of the entity, here by customer_id, and are added up for it. */
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'customer_id',
    nulls: ['NULL'],
    columns: {
      // UUIDs are texts, too.
      order_id: textId(),
      // Of the same type as the key that it names. An order of a customer that there is not does not count.
      customer_id: textId().references('customers', { orElse: 'reject' }),
      // One that names a product that there is not counts, with a warning.
      product_id: textId().references('products', { orElse: 'warn' }),
      // Tags have numbers: 1;3;6.
      tag_ids: idList().references('tags', { orElse: 'warn' }),
      // 21.37: two digits after the point at most, and sums are exact.
      amount: decimal(2),
      // A whole number of percent.
      discount: integer({ optional: true }),
    },
  }),
  logins: events({
    files: 'logins.csv',
    key: 'login_id',
    of: 'customer_id',
    columns: {
      login_id: id(),
      customer_id: textId().references('customers', { orElse: 'reject' }),
      minutes: integer(),
    },
  }),
  /** References are what orders name: a feature can look up a title by it. */
  products: reference({
    files: 'products.csv',
    key: 'product_id',
    columns: { product_id: textId(), title: text(), price: decimal(2) },
  }),
  tags: reference({
    files: 'tags.csv',
    key: 'tag_id',
    columns: { tag_id: id(), label: text() },
  }),
});
