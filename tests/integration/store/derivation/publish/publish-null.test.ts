import { beforeEach, describe, expect, test } from 'vitest';
import {
  count,
  date,
  daysSince,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  max,
  mean,
  min,
  sum,
} from '../../../../../lib/model/declare.ts';
import { useStore } from '../../store.ts';
import { type OwnerValues, publish } from './publishing.ts';

const inputs = defineInputs({
  shops: entity({
    files: 'shops.csv',
    key: 'shop_id',
    columns: { shop_id: id(), opened: date({ optional: true }) },
  }),
  sales: events({
    files: 'sales.csv',
    key: 'sale_id',
    of: 'shop_id',
    columns: {
      sale_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      amount: integer({ optional: true }),
    },
  }),
  visits: events({
    files: 'visits.csv',
    key: 'visit_id',
    of: 'shop_id',
    columns: {
      visit_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      minutes: integer(),
    },
  }),
});
const { shops, sales, visits } = inputs;

/** The slots of the sales are sum, count, min and max of the amount, that of the visits the sum of the minutes. */
const MODEL = defineFeatures(inputs, {
  age: daysSince(shops.opened),
  usual: mean(sales.amount),
  least: min(sales.amount),
  most: max(sales.amount),
  turnover: sum(sales.amount),
  sales_count: count(sales),
  stay: mean(visits.minutes),
});

/** What the slots are of no value at all. */
const NOTHING = ['0', '0', String(2n ** 63n - 1n), '0'];

const store = useStore();
beforeEach(async () => {
  await store()`DROP TABLE IF EXISTS shops_derivation`;
});

/** Publishes one shop, and gives its row. */
async function published(
  ofSales: readonly OwnerValues[],
  { opened = null, ofVisits = [] }: { opened?: string | null; ofVisits?: readonly OwnerValues[] } = {},
) {
  await publish(store(), MODEL, [{ shop_id: '1', opened }], [ofSales, ofVisits]);
  const [row] = await store()`SELECT * FROM shops_derivation`;
  return row;
}

describe('a column of events that may be NULL', () => {
  test('is aggregated over its values alone, while every event counts', async () => {
    const row = await published([{ owner: '1', events: '5', slots: ['9', '2', '4', '5'] }]);

    expect(row).toMatchObject({ usual: 4.5, least: 4n, most: 5n, turnover: 9n, sales_count: 5n });
  });

  test('has neither mean, least nor greatest value where all are NULL, and a total of 0', async () => {
    const row = await published([{ owner: '1', events: '5', slots: NOTHING }]);

    expect(row).toMatchObject({ usual: null, least: null, most: null, turnover: 0n, sales_count: 5n });
  });

  test('has them where the only values are 0', async () => {
    const row = await published([{ owner: '1', events: '5', slots: ['0', '2', '0', '0'] }]);

    expect(row).toMatchObject({ usual: 0, least: 0n, most: 0n, turnover: 0n });
  });

  test('has none without any event either', async () => {
    const row = await published([]);

    expect(row).toMatchObject({ usual: null, least: null, most: null, turnover: 0n, sales_count: 0n });
  });
});

describe('a date that may be NULL', () => {
  test.each([
    ['2023-01-01', 365],
    ['2024-12-24', 0],
    [null, null],
  ])('%s is %s days ago', async (opened, age) => {
    expect(await published([], { opened })).toMatchObject({ opened, age });
  });
});

describe('two inputs of events', () => {
  const ofSales = [{ owner: '1', events: '3', slots: ['9', '2', '4', '5'] }];
  const ofVisits = [{ owner: '1', events: '4', slots: ['10'] }];

  test('each have their own totals, and number of events', async () => {
    const row = await published(ofSales, { ofVisits });

    expect(row).toMatchObject({ sales_count: 3n, turnover: 9n, stay: 2.5 });
  });

  test('need not both have some', async () => {
    const row = await published([], { ofVisits });

    expect(row).toMatchObject({ sales_count: 0n, turnover: 0n, stay: 2.5 });
  });
});
