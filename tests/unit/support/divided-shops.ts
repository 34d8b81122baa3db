import { count, defineFeatures, distinct, lookup, min, mostUsed, sum } from '../../../lib/model/declare.ts';
import { equals } from '../../../lib/model/filters/comparisons.ts';
import { shopInputs } from './shop-inputs.ts';

const { orders, items } = shopInputs;

/** Features of each kind that reading events has another way for: slots, accumulators, filters and ids. */
export const dividedShops = defineFeatures(shopInputs, {
  orders: count(orders),
  turnover: sum(orders.amount),
  least_discount: min(orders.discount),
  small: sum(orders.amount, { where: equals(orders.discount, 3n) }),
  vouchers: distinct(orders.voucher_id),
  most_used: lookup(mostUsed(orders.item_ids), items.label),
});
