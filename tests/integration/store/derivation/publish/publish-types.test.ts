import { beforeEach, describe, expect, test } from 'vitest';
import {
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  text,
} from '../../../../../lib/model/declare.ts';
import { type Feature, valueFeature } from '../../../../../lib/model/features/feature.ts';
import type { SqlType } from '../../../../../lib/model/sql-types.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { mergeStatement } from '../../../../../lib/store/derivation/publish/publish-sql.ts';
import { madeFeature } from '../../../../unit/support/made-feature.ts';
import { useStore } from '../../store.ts';
import { arrayOf, RUN, stage } from './publishing.ts';

const inputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id(), city: text() } }),
  sales: events({
    files: 'sales.csv',
    key: 'sale_id',
    of: 'shop_id',
    columns: {
      sale_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      sold: idList(),
      amount: integer(),
    },
  }),
});

/** What follows from rows that are read elsewhere: here its values are given. */
const given = (sqlType: SqlType): Feature =>
  valueFeature({
    id: `given(${sqlType})`,
    aggregate: { id: 'given', events: 'sales', reads: [], create: notRead },
    sqlType,
    finish: notRead,
  });
const MODEL = defineFeatures(inputs, { favourite: given('text'), sold: given('jsonb') });

function notRead(): never {
  throw new Error('nothing is read here');
}

const store = useStore();
beforeEach(async () => {
  await store()`TRUNCATE etl.entity_stage`;
  await store()`DROP TABLE IF EXISTS shops_derivation`;
});

/** Publishes two shops, of which the first has sold something. */
async function publish(favourite: string | null, sold: string | null) {
  await syncDerivationTable(store(), MODEL);
  await store()`TRUNCATE etl.entity_stage`;
  await stage(store(), MODEL, [
    { shop_id: '1', city: 'Bonn' },
    { shop_id: '2', city: 'Ulm' },
  ]);
  const totals = [arrayOf(['1']), arrayOf(['3']), arrayOf([favourite]), arrayOf([sold])];
  const rows = await store().unsafe<{ action: string; count: bigint }[]>(mergeStatement(MODEL), [
    ...[RUN.runId, RUN.asOf],
    ...totals,
  ]);
  return Object.fromEntries(rows.map(({ action, count }) => [action, count]));
}
const published = async () => [
  ...(await store()`SELECT shop_id::int AS shop, favourite, sold::text FROM shops_derivation ORDER BY shop_id`),
];

describe('features that are texts and lists', () => {
  test('have columns of their types, and get such values', async () => {
    await publish('say "tea", {7}', '[7, 9223372036854775807]');

    expect(await published()).toEqual([
      { shop: 1, favourite: 'say "tea", {7}', sold: '[7, 9223372036854775807]' },
      { shop: 2, favourite: null, sold: null },
    ]);
  });

  test('change nothing when they are the same', async () => {
    await publish('tea', '[7, 8]');

    expect(await publish('tea', '[7,8]')).toEqual({});
  });

  test.each([
    ['a text', 'salt', '[7, 8]'],
    ['no text any more', null, '[7, 8]'],
    ['a list in another order', 'tea', '[8, 7]'],
    ['no list any more', 'tea', null],
  ])('update the row that has %s', async (_what, favourite, sold) => {
    await publish('tea', '[7, 8]');

    expect(await publish(favourite, sold)).toEqual({ UPDATE: 1n });
    expect((await published())[0]).toEqual({ shop: 1, favourite, sold });
  });

  test('get their columns in a table that is there already', async () => {
    await syncDerivationTable(store(), defineFeatures(inputs, {}));

    await publish('tea', '[7]');

    expect((await published())[0]).toEqual({ shop: 1, favourite: 'tea', sold: '[7]' });
  });

  test('are no column of another type', async () => {
    await syncDerivationTable(store(), MODEL);
    const retyped = defineFeatures(inputs, { favourite: madeFeature('jsonb') });

    await expect(syncDerivationTable(store(), retyped)).rejects.toThrow(
      'favourite is text, but the model needs jsonb',
    );
  });
});
