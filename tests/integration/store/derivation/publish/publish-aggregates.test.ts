import { beforeEach, expect, test } from 'vitest';
import {
  count,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  reference,
  text,
} from '../../../../../lib/model/declare.ts';
import {
  type AggregateValue,
  type Feature,
  NOTHING_NEEDED,
  valueFeature,
} from '../../../../../lib/model/features/feature.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { replaceDerivation } from '../../../../../lib/store/derivation/publish/publish.ts';
import { syncStage } from '../../../../../lib/store/derivation/stage/stage.ts';
import { staged } from '../../../../../lib/store/derivation/stage/staged-rows.ts';
import { useStore } from '../../store.ts';
import { arrayOf, publishedArrays, RUN, stage } from './publishing.ts';

const inputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'shop_id',
    columns: {
      order_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      item_id: id().references('items', { orElse: 'warn' }),
    },
  }),
  items: reference({
    files: 'items.csv',
    key: 'item_id',
    columns: { item_id: id(), label: text(), weight: integer({ optional: true }) },
  }),
});
const { orders, items } = inputs;

/** A value that follows from rows that are read elsewhere: here the test gives it. */
const givenValue = (name: string): AggregateValue => ({
  id: name,
  aggregate: { id: name, events: 'orders', reads: [orders.item_id], create: notRead },
  sqlType: 'bigint',
  finish: notRead,
});
const [most, last] = [givenValue('most'), givenValue('last')];

function notRead(): never {
  throw new Error('nothing is read here');
}

const lookedUp = (key: AggregateValue, column: typeof items.label | typeof items.weight): Feature => {
  const lookup = { key, column };
  return {
    ...NOTHING_NEEDED,
    sqlType: column.type === 'text' ? 'text' : 'bigint',
    values: [key],
    lookups: [lookup],
    sql: (names) => names.lookup(lookup),
  };
};
const model = defineFeatures(inputs, {
  orders_count: count(orders),
  most: valueFeature(most),
  most_label: lookedUp(most, items.label),
  most_weight: lookedUp(most, items.weight),
  last_label: lookedUp(last, items.label),
  last_label_again: lookedUp(last, items.label),
});

const store = useStore();
beforeEach(async () => {
  await store()`DROP TABLE IF EXISTS shops_derivation`;
  await syncDerivationTable(store(), model);
  await syncStage(store(), model);
});

test('a value that follows from an aggregate, and what is looked up by it, stand in the row of its owner', async () => {
  await stage(store(), model, [{ shop_id: '1' }, { shop_id: '2' }, { shop_id: '3' }]);
  const totals = {
    owners: '{1,2}',
    events: '{4,1}',
    slots: [],
    values: ['{70,80}', '{80,NULL}'],
  };
  const keys = '{70,90}';
  const lookups = [
    { keys, values: arrayOf(['a "quoted" label', 'b']) },
    { keys, values: '{NULL,5}' },
  ];

  await store().begin(async (transaction) => {
    const run = { ...RUN, staged: await staged(transaction, RUN.runId) };
    const copying = { database: store(), copiedFrom: 0 };
    await replaceDerivation(transaction, model, run, publishedArrays([totals], lookups), copying);
  });

  const nothing = { most_label: null, most_weight: null, last_label: null, last_label_again: null };
  expect([...(await store()`SELECT * FROM shops_derivation ORDER BY shop_id`)]).toEqual([
    { ...nothing, shop_id: 1n, orders_count: 4n, most: 70n, most_label: 'a "quoted" label', as_of: RUN.asOf },
    { ...nothing, shop_id: 2n, orders_count: 1n, most: 80n, as_of: RUN.asOf },
    { ...nothing, shop_id: 3n, orders_count: 0n, most: null, as_of: RUN.asOf },
  ]);
});
