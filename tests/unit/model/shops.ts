import { date } from '../../../lib/model/column-types/date.ts';
import { id } from '../../../lib/model/column-types/id.ts';
import { idList } from '../../../lib/model/column-types/id-list.ts';
import { integer } from '../../../lib/model/column-types/integer.ts';
import { text } from '../../../lib/model/column-types/text.ts';
import { defineInputs } from '../../../lib/model/declaration/define-inputs.ts';
import { entity, events, reference } from '../../../lib/model/inputs.ts';

/** A model of the tests' own: shops, what is ordered and visited there, and products. */
export const SHOPS = {
  shops: entity({
    files: 'shops.csv',
    key: 'shop_id',
    columns: { shop_id: id(), city: text(), opened: date(), closed: date({ optional: true }) },
  }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'shop_id',
    columns: {
      order_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      product_ids: idList().references('products', { orElse: 'warn' }),
      amount: integer({ header: ['Total ', 'sum'] }),
      discount: integer({ optional: true }),
      remark: text(),
    },
  }),
  visits: events({
    files: 'visits.csv',
    key: 'visit_id',
    of: 'shop_id',
    columns: {
      visit_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      amount: integer(),
    },
  }),
  products: reference({
    files: 'products.csv',
    key: 'product_id',
    one: 'article',
    columns: { product_id: id(), title: text() },
  }),
} as const;

export const inputs = defineInputs(SHOPS);
