import { beforeEach, expect, test } from 'vitest';
import {
  date,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  max,
  min,
  sum,
  text,
} from '../../../../../lib/model/declare.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { replaceDerivation } from '../../../../../lib/store/derivation/publish/publish.ts';
import { syncStage } from '../../../../../lib/store/derivation/stage/stage.ts';
import { staged } from '../../../../../lib/store/derivation/stage/staged-rows.ts';
import { useStore } from '../../store.ts';
import { arrayOf, publishedArrays, RUN, stage } from './publishing.ts';

const MODEL = defineFeatures(
  defineInputs({
    shops: entity({
      files: 'shops.csv',
      key: 'shop_id',
      columns: { shop_id: id(), city: text(), opened: date() },
    }),
  }),
  {},
);
const SHOPS = [
  { shop_id: '1', city: 'Łódź', opened: '2020-02-29' },
  { shop_id: '2', city: null, opened: null },
];

const store = useStore();
beforeEach(async () => {
  await store()`DROP TABLE IF EXISTS shops_derivation`;
  await store()`TRUNCATE etl.entity_stage, etl.published`;
  await syncDerivationTable(store(), MODEL);
  await syncStage(store(), MODEL);
  await stage(store(), MODEL, SHOPS);
});

/** Publishes the shops where a second session is opened as `begin` does. */
async function publish(copiedFrom: number, begin: ReturnType<typeof store>['begin']) {
  return await store().begin(async (transaction) => {
    const run = { ...RUN, staged: await staged(transaction, RUN.runId) };
    const copying = { database: { begin }, copiedFrom };
    return await replaceDerivation(transaction, MODEL, run, publishedArrays([], []), copying);
  });
}

const table = async () => [
  ...(await store()`SELECT shop_id::text, city, opened::text FROM shops_derivation ORDER BY shop_id`),
];
const INSERTED = { inserted: 2, updated: 0, deleted: 0, unchanged: 0 };

test('an empty table is filled by two sessions where it gets so many rows', async () => {
  let sessions = 0;

  const counts = await publish(SHOPS.length, async (work) => {
    sessions++;
    return await store().begin(work);
  });

  expect(sessions).toBe(1);
  expect(counts).toEqual(INSERTED);
  expect(await table()).toEqual(SHOPS);
});

test('one session does it where there are fewer, or the server has no second one', async () => {
  const refused = () => Promise.reject(new Error('sorry, too many clients already'));

  const fewer = await publish(SHOPS.length + 1, refused);
  await store()`TRUNCATE shops_derivation, etl.published`;
  const alone = await publish(SHOPS.length, refused);

  expect([fewer, alone]).toEqual([INSERTED, INSERTED]);
  expect(await table()).toEqual(SHOPS);
});

test('nothing is published when the second session fails after it has begun', async () => {
  const failing = publish(SHOPS.length, async (work) => {
    await store().begin(work);
    throw new Error('the session was lost');
  });

  await expect(failing).rejects.toThrow('the session was lost');
  expect(await table()).toEqual([]);
});

test('an error in what the first chunk gets is told, and ends nothing else: it comes while nobody waits for it yet', async () => {
  await stage(store(), MODEL, [{ shop_id: '3', city: null, opened: null }]);
  const strays: unknown[] = [];
  const note = (error: unknown) => void strays.push(error);
  process.on('unhandledRejection', note);
  const totals = {
    ...publishedArrays([], []),
    beside: () => {
      throw new Error('a chunk of 2 rows has 3 keys');
    },
  };

  const failing = store().begin(async (transaction) => {
    const run = { ...RUN, staged: await staged(transaction, RUN.runId) };
    await replaceDerivation(transaction, MODEL, run, totals, { database: store(), copiedFrom: 0 });
  });

  await expect(failing).rejects.toThrow('a chunk of 2 rows has 3 keys');
  process.off('unhandledRejection', note);
  expect(strays).toEqual([]);
  expect(await table()).toEqual([]);
});

test('chunks are copied some at a time, each once, also those of other parts, in whatever order they are', async () => {
  const further = ['5', '3', '4'].map((id) => [{ shop_id: id, city: `city ${id}`, opened: null }]);
  for (const rows of further) {
    await stage(store(), MODEL, rows);
  }
  await stage(store(), MODEL, [{ shop_id: '9', city: 'of another run', opened: null }], 'etl-2');

  await store().begin(async (transaction) => {
    const run = { ...RUN, staged: await staged(transaction, RUN.runId) };
    const copying = { database: store(), copiedFrom: 0, chunksAtOnce: 2 };
    await replaceDerivation(transaction, MODEL, run, publishedArrays([], []), copying);
  });

  expect(await table()).toEqual([
    ...SHOPS,
    ...further.flat().toSorted((a, b) => (a.shop_id < b.shop_id ? -1 : 1)),
  ]);
});

test('a statement may have to set more than a statement may have columns', async () => {
  const inputs = defineInputs({
    shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
    visits: events({
      files: 'visits.csv',
      key: 'visit_id',
      of: 'shop_id',
      columns: {
        visit_id: id(),
        shop_id: id().references('shops', { orElse: 'reject' }),
        ...{ a: integer(), b: integer(), c: integer(), d: integer(), e: integer(), f: integer() },
      },
    }),
  });
  const { a, b, c, d, e, f } = inputs.visits;
  const features = [a, b, c, d, e, f].flatMap((column) => [
    [`sum_of_${column.name}`, sum(column)] as const,
    [`least_${column.name}`, min(column)] as const,
    [`most_${column.name}`, max(column)] as const,
  ]);
  const model = defineFeatures(inputs, Object.fromEntries(features));
  const keys = Array.from({ length: 90 }, (_, at) => String(at + 1));
  await store()`DROP TABLE shops_derivation`;
  await syncDerivationTable(store(), model);
  await syncStage(store(), model);
  for (const key of keys) {
    await stage(store(), model, [{ shop_id: key }], 'etl-4');
  }
  const own = arrayOf(keys);
  const totals = { owners: own, events: own, slots: features.map(() => own), values: [] };

  await store().begin(async (transaction) => {
    const run = { ...RUN, runId: 'etl-4', staged: await staged(transaction, 'etl-4') };
    const copying = { database: store(), copiedFrom: 0, chunksAtOnce: keys.length };
    await replaceDerivation(transaction, model, run, publishedArrays([totals], []), copying);
  });

  expect([
    ...(await store()`SELECT count(*)::int, sum(sum_of_f)::int AS total, sum(most_f)::int AS most FROM shops_derivation`),
  ]).toEqual([{ count: 90, total: 4095, most: 4095 }]);
});

test('columns of the entity may be called as anything that does not begin with etl_', async () => {
  const columns = { shop_id: id(), a: text(), b: text(), events: text(), value: text() };
  const model = defineFeatures(
    defineInputs({ shops: entity({ files: 'shops.csv', key: 'shop_id', columns }) }),
    {},
  );
  await store()`DROP TABLE shops_derivation`;
  await syncDerivationTable(store(), model);
  await syncStage(store(), model);
  const row = { shop_id: '1', a: 'A', b: 'B', events: 'E', value: 'V' };
  await stage(store(), model, [row], 'etl-3');

  for (const copiedFrom of [0, 2]) {
    await store()`TRUNCATE shops_derivation, etl.published`;
    await store().begin(async (transaction) => {
      const run = { ...RUN, runId: 'etl-3', staged: await staged(transaction, 'etl-3') };
      const copying = { database: store(), copiedFrom };
      await replaceDerivation(transaction, model, run, publishedArrays([], []), copying);
    });
    expect([...(await store()`SELECT shop_id::text, a, b, events, value FROM shops_derivation`)]).toEqual([
      row,
    ]);
  }
});
