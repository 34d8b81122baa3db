import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectPostgres, type Database } from '../../../../../lib/clients/postgres.ts';
import { existingIndexes } from '../../../../../lib/store/derivation/indexes/existing-indexes.ts';
import { makeWay } from '../../../../../lib/store/derivation/indexes/make-way.ts';
import { startBuild } from '../../../../../lib/store/derivation/indexes/start-build.ts';
import { migrate } from '../../../../../lib/store/schema/migrate.ts';
import { connectAs, type FreshDatabase, freshDatabase } from '../../../database.ts';
import { fillTable, MODEL } from './sample-table.ts';

const ORIGINS = { entity: 'shops of Monday', features: 'shops and orders of Monday' };

let place: FreshDatabase;
let database: Database;
beforeEach(async () => {
  place = await freshDatabase();
  database = connectPostgres(place.ownerUrl, { statementTimeoutMs: 60_000 });
  await migrate(database);
  await fillTable(database, 5, () => 0.3);
});
afterEach(async () => {
  await database.end();
  await place.drop();
});

const build = async () => await (await startBuild(database, MODEL, ORIGINS))?.done;
const about = async (db = database) =>
  [
    ...new Set((await existingIndexes(db, MODEL)).map(({ name }) => name.slice('etl_by_'.length, -13))),
  ].sort();

const OF_THE_ENTITY = ['note', 'opened', 'rent', 'seen', 'texts', 'town'];
const OF_FEATURES = ['best', 'kinds', 'orders', 'total', 'usual'];

test('each column that rows are sorted by has an index, but for the as-of date and what it changes; and so has the search', async () => {
  await build();

  expect(await about()).toEqual([...OF_THE_ENTITY, ...OF_FEATURES].sort());
});

test('there is nothing to build the second time', async () => {
  await build();

  expect(await startBuild(database, MODEL, ORIGINS)).toBeUndefined();
});

test('the index of a new day writes to no index', async () => {
  await build();

  await database`UPDATE shops_derivation SET as_of = as_of + 1, age = age + 1, unseen = unseen + 1`;

  await database`SELECT pg_stat_force_next_flush()`;
  const [row] = await database`
    SELECT n_tup_upd AS updated, n_tup_hot_upd AS hot FROM pg_stat_user_tables WHERE relname = 'shops_derivation'`;
  expect(row).toEqual({ updated: 5n, hot: 5n });
});

test('a row with texts too long for any index is taken all the same', async () => {
  await build();
  const long = Array.from({ length: 9_000 }, (_, n) => ((n * 7_919) % 65_521).toString(36)).join(' ');

  const insert = database`
    INSERT INTO shops_derivation (code, town, note, best, as_of) VALUES ('new', ${long}, ${long}, ${long}, '2024-03-01')`;

  await expect(insert).resolves.toMatchObject({ count: 1 });
});

test('the server goes on building for one who has gone away at once', async () => {
  const other = connectPostgres(place.ownerUrl, { statementTimeoutMs: 60_000 });
  const started = await startBuild(other, MODEL, ORIGINS);
  const failed = started?.done.catch(() => 'gone');
  await new Promise(setImmediate);
  other.giveUp('frozen');

  expect(await failed).toBe('gone');
  await expect.poll(() => about(), { timeout: 10_000 }).toEqual([...OF_THE_ENTITY, ...OF_FEATURES].sort());
});

describe('making way for a run', () => {
  test('drops nothing when its rows come from what the indexes were built from', async () => {
    await build();

    expect(await makeWay(database, MODEL, ORIGINS)).toBe(0);
  });

  test('drops what is built from features when only these may have changed', async () => {
    await build();

    await makeWay(database, MODEL, { ...ORIGINS, features: 'orders of Tuesday' });

    expect(await about()).toEqual(OF_THE_ENTITY);
  });

  test('drops all when the entity may have changed', async () => {
    await build();

    await makeWay(database, MODEL, { entity: 'shops of Tuesday', features: 'all of Tuesday' });

    expect(await about()).toEqual([]);
  });

  test('drops all while the table is empty', async () => {
    await build();
    await database`TRUNCATE shops_derivation`;

    await makeWay(database, MODEL, ORIGINS);

    expect(await about()).toEqual([]);
  });

  test('drops those that the model has no more', async () => {
    await build();
    const { usual, ...others } = Object.fromEntries(MODEL.features);
    const model = { ...MODEL, features: Object.entries(others) };

    await makeWay(database, model, ORIGINS);

    expect(usual).toBeDefined();
    expect(await about()).not.toContain('usual');
  });

  test('leaves the indexes of others alone', async () => {
    await database`CREATE INDEX of_somebody ON shops_derivation (town)`;

    await makeWay(database, MODEL, ORIGINS);

    expect(await database`SELECT to_regclass('of_somebody') AS name`).toMatchObject([
      { name: 'of_somebody' },
    ]);
  });

  test('ends a build that is under way; the next one builds the rest', async () => {
    const other = connectPostgres(place.ownerUrl, { statementTimeoutMs: 60_000 });
    const stopped = await other.begin(async (writer) => {
      // A build waits for whoever writes.
      await writer`DELETE FROM shops_derivation WHERE false`;
      const done = (await startBuild(database, MODEL, ORIGINS))?.done.then(
        () => 'built',
        () => 'ended',
      );
      await expect
        .poll(async () => (await writer`SELECT FROM pg_locks WHERE NOT granted`).count, { timeout: 5_000 })
        .toBe(1);
      await makeWay(writer as Database, MODEL, ORIGINS);
      return await done;
    });
    await other.end();

    await build();

    expect(stopped).toBe('ended');
    expect(await about()).toEqual([...OF_THE_ENTITY, ...OF_FEATURES].sort());
  });
});

describe.each(['pg_trgm', 'unaccent'])('without the extension %s', (name) => {
  test('rows can be sorted by indexes, but not searched', async () => {
    const admin = connectAs(place.adminUrl);
    await admin.unsafe(`DROP EXTENSION ${name}`);
    await admin.end();

    await build();

    expect(await about()).toEqual([...OF_THE_ENTITY, ...OF_FEATURES].filter((one) => one !== 'texts').sort());
  });
});

test('who drops an extension drops the index with it, and rows are still taken', async () => {
  await build();
  const admin = connectAs(place.adminUrl);
  await admin`DROP EXTENSION unaccent CASCADE`;
  await admin.end();

  await database`INSERT INTO shops_derivation (code, note, as_of) VALUES ('new', 'Zoë', '2024-03-01')`;

  expect(await about()).not.toContain('texts');
});
