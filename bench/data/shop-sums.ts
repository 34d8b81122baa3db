import { inputs } from '../../examples/shop/inputs.ts';
import { count, defineFeatures, max, mean, sum } from '../../lib/model/declare.ts';

const { orders, logins } = inputs;

/** What of examples/shop's features the kernel adds up by itself. */
export const shopSums = defineFeatures(inputs, {
  spent: sum(orders.amount),
  orders_count: count(orders),
  largest_order: max(orders.amount),
  mean_discount: mean(orders.discount),
  logins_count: count(logins),
  minutes_online: sum(logins.minutes),
});

/** As much as is derived of the experiments: a number and a sum. */
export const shopCounts = defineFeatures(inputs, { orders_count: count(orders), spent: sum(orders.amount) });
