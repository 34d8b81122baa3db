import {
  atLeast,
  count,
  daysSince,
  defineFeatures,
  distinct,
  lookup,
  max,
  mean,
  mostUsed,
  sum,
} from '../../lib/model/declare.ts';
import { inputs } from './inputs.ts';

const { customers, orders, logins, products, tags } = inputs;

/** What is derived for each customer. docs/features.md has all kinds. */
export const features = defineFeatures(inputs, {
  days_as_customer: daysSince(customers.joined),
  days_of_newsletter: daysSince(customers.newsletter_since),
  orders_count: count(orders),
  // Orders of 50.00 or more.
  large_orders: count(orders, { where: atLeast(orders.amount, 50) }),
  spent: sum(orders.amount),
  largest_order: max(orders.amount),
  mean_discount: mean(orders.discount),
  products_bought: distinct(orders.product_id),
  // Of products in equally many orders, the one whose code comes first.
  favourite_product: lookup(mostUsed(orders.product_id), products.title),
  usual_tags: mostUsed(orders.tag_ids, { ties: 'all' }),
  favourite_tag: lookup(mostUsed(orders.tag_ids), tags.label),
  logins_count: count(logins),
  minutes_online: sum(logins.minutes),
});
