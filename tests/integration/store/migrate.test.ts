import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { migrate } from '../../../lib/store/schema/migrate.ts';
import { migrations } from '../../../lib/store/schema/migrations.ts';
import { schemaVersion } from '../../../lib/store/schema/schema-version.ts';
import { connectAs, type FreshDatabase, freshDatabase } from '../database.ts';

const first = { version: 1, name: 'first', sql: 'CREATE TABLE etl.things (n integer)' };
const second = { version: 2, name: 'second', sql: 'ALTER TABLE etl.things ADD COLUMN m integer' };

let place: FreshDatabase;
let database: Database;
let another: Database;
beforeEach(async () => {
  place = await freshDatabase();
  database = connectAs(place.ownerUrl);
  another = connectAs(place.ownerUrl);
});
afterEach(async () => {
  await Promise.all([database.end(), another.end()]);
  await place.drop();
});

test('the versions of the migrations are 1, 2, 3 and so on, in this order', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
});

test('what the database has not seen is applied, once', async () => {
  expect(await migrate(database, [first])).toEqual([1]);
  expect(await migrate(database, [first, second])).toEqual([2]);
  expect(await migrate(database, [first, second])).toEqual([]);
});

test('of two at once one applies it, and the other finds it done', async () => {
  const both = await Promise.all([migrate(database, [first]), migrate(another, [first])]);

  expect(both.flat()).toEqual([1]);
});

describe('a table that is in use', () => {
  test('is waited for briefly, then the migration gives up and says what to do', async () => {
    await migrate(database, [first]);

    const migrated = another.begin(async (transaction) => {
      await transaction`INSERT INTO etl.things VALUES (1)`;
      await migrate(database, [first, second]);
    });

    await expect(migrated).rejects.toThrow(
      'the database needs schema version 2, but a table that had to change was in use for 3 s, ' +
        'most likely by a running run: wait until it has ended, then try again',
    );
    expect(await schemaVersion(database)).toBe(1);
  });
});

test('a migration that fails leaves nothing of those before it', async () => {
  const broken = { version: 2, name: 'broken', sql: 'ALTER TABLE etl.nothing ADD COLUMN m integer' };

  await expect(migrate(database, [first, broken])).rejects.toThrow('does not exist');

  expect(await schemaVersion(database)).toBe(0);
  expect(await database`SELECT to_regclass('etl.things') AS things`).toEqual([{ things: null }]);
});
