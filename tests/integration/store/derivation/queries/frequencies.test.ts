import { beforeAll, expect, test } from 'vitest';
import { defineFeatures, defineInputs, entity, id } from '../../../../../lib/model/declare.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { frequencies } from '../../../../../lib/store/derivation/queries/frequencies.ts';
import { derivationTable } from '../../../../../lib/store/derivation/table-columns.ts';
import { madeFeature } from '../../../../unit/support/made-feature.ts';
import { useStore } from '../../store.ts';

const inputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
});
/** Names that the statement has itself, and words of SQL. */
const MODEL = defineFeatures(inputs, {
  count: madeFeature('text'),
  order: madeFeature('jsonb'),
  never: madeFeature('text'),
});
const { sqlName, columns: all } = derivationTable(MODEL);
const columns = all.filter(({ derived }) => derived);

const store = useStore();
beforeAll(async () => {
  await syncDerivationTable(store(), MODEL);
  // 1 to 14 as often as they say; each 15th row has no value.
  await store()`
    INSERT INTO shops_derivation (shop_id, count, "order", as_of)
    SELECT row_number() OVER (), nullif(n, 15)::text, nullif(jsonb_build_array(n, 1), '[15, 1]'), '2024-01-01'
    FROM generate_series(1, 15) AS n, generate_series(1, n)`;
});

const of = async (name: string) => {
  const found = await frequencies(store(), { sqlName, columns });
  return found.find(({ column }) => column.name === name);
};

test('the ten most frequent values come with their number, and how many rows have others', async () => {
  const ten = [14, 13, 12, 11, 10, 9, 8, 7, 6, 5];

  expect(await of('count')).toMatchObject({
    values: ten.map((n) => ({ value: String(n), count: n })),
    others: 4 + 3 + 2 + 1,
  });
});

test('of a list they are lists', async () => {
  expect((await of('order'))?.values[0]).toEqual({ value: ['14', '1'], count: 14 });
});

test('a column without values is left out', async () => {
  const found = await frequencies(store(), { sqlName, columns });

  expect(found.map(({ column }) => column.name)).toEqual(['count', 'order']);
});

test('of no columns there are none', async () => {
  expect(await frequencies(store(), { sqlName, columns: [] })).toEqual([]);
});
