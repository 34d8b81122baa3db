import { beforeAll, describe, expect, test } from 'vitest';
import { startBuild } from '../../../../../lib/store/derivation/indexes/start-build.ts';
import { countedTo, derivedRowsBy } from '../../../../../lib/store/derivation/queries/feature-rows.ts';
import { featurePageStatement } from '../../../../../lib/store/derivation/queries/feature-sql.ts';
import { quoted, sortableColumns } from '../../../../../lib/store/derivation/table-columns.ts';
import { useStore } from '../../store.ts';
import { fillTable, MODEL, TABLE } from './sample-table.ts';

const ROWS = 150;
const LIMIT = 7;
const ORDERS = sortableColumns(TABLE).flatMap((column) => [
  { column, name: column.name, descending: false },
  { column, name: column.name, descending: true },
]);
const SEARCHES = [
  'zoe',
  'ZOË',
  'łódź',
  'lodz',
  '50%_\\',
  'strasse',
  'needle',
  'e 12',
  'K1',
  'nobody',
  'zo',
  '\u0308',
  '%',
];

const store = useStore();

/** Page after page, by the cursor, to the end. */
async function pagedThrough({ column, descending }: Pick<(typeof ORDERS)[number], 'column' | 'descending'>) {
  const keys: unknown[] = [];
  for (let after: { value: string | null; key: string } | undefined; ; ) {
    const order = { column, descending, after };
    const by = { ...order, countedTo: await countedTo(store(), order, TABLE) };
    const rows = await derivedRowsBy(store(), featurePageStatement(TABLE, by, { limit: LIMIT }));
    keys.push(...rows.map((row) => row[TABLE.key]));
    const last = rows.at(-1);
    if (!last || rows.length < LIMIT) {
      return keys;
    }
    const value = last[column.name] ?? null;
    after = { value: value === null ? null : String(value), key: String(last[TABLE.key]) };
  }
}

/** The whole table, sorted by one statement that knows nothing of pages. */
async function sorted({
  column: { name },
  descending,
}: Pick<(typeof ORDERS)[number], 'column' | 'descending'>) {
  const direction = descending ? 'DESC' : 'ASC';
  const rows = await store().unsafe(
    `SELECT ${quoted(TABLE.key)} AS key FROM ${TABLE.sqlName} ORDER BY ${quoted(name)} ${direction} NULLS LAST, 1 ${direction}`,
  );
  return rows.map((row) => row['key']);
}

async function found(search: string, folding: 'indexed' | 'unaccented') {
  const order = { column: TABLE.columns[0] as (typeof TABLE.columns)[number], descending: false };
  const rows = await derivedRowsBy(
    store(),
    featurePageStatement(TABLE, order, { search, folding, limit: ROWS }),
  );
  return rows.map((row) => row[TABLE.key]);
}

/** The same numbers each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each([
  ['without indexes', false],
  ['with indexes', true],
])('%s', (_how, indexed) => {
  beforeAll(async () => {
    await fillTable(store(), ROWS, generator(19));
    if (indexed) {
      await (await startBuild(store(), MODEL, { entity: 'e', features: 'f' }))?.done;
      // A short table is read faster than an index.
      await store()`SET enable_seqscan = off`;
    }
  });

  test.each(ORDERS)(
    'the pages by $name (descending: $descending) are the table in that order',
    async (order) => {
      const keys = await pagedThrough(order);

      expect(keys).toHaveLength(ROWS);
      expect(keys).toEqual(await sorted(order));
    },
  );

  test.each(indexed ? SEARCHES : [])(
    'the index finds what a search of all rows finds: %j',
    async (search) => {
      expect(await found(search, 'indexed')).toEqual(await found(search, 'unaccented'));
    },
  );
});

test('the pages by a number of days that no run has filled yet have all rows, also when the first row has no day', async () => {
  await fillTable(store(), 3 * LIMIT, generator(19));
  await store().unsafe(`UPDATE ${TABLE.sqlName} SET age = NULL`);
  await store().unsafe(
    `CREATE TEMP TABLE kept AS SELECT * FROM ${TABLE.sqlName} ORDER BY opened NULLS FIRST`,
  );
  await store().unsafe(`TRUNCATE ${TABLE.sqlName}`);
  await store().unsafe(`INSERT INTO ${TABLE.sqlName} SELECT * FROM kept ORDER BY opened NULLS FIRST`);
  const column = TABLE.columns.find(({ name }) => name === 'age') as (typeof TABLE.columns)[number];

  const keys = await pagedThrough({ column, descending: false });

  expect(keys).toEqual(await sorted({ column, descending: false }));
});
