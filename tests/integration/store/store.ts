import { afterAll, beforeAll } from 'vitest';
import { connectPostgres, type Database } from '../../../lib/clients/postgres.ts';
import { migrate } from '../../../lib/store/schema/migrate.ts';
import { type FreshDatabase, freshDatabase } from '../database.ts';

/** Gives a test file a database with our tables, and a connection as its owner. */
export function useStore(): () => Database {
  let place: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase();
    database = connectPostgres(place.ownerUrl, { statementTimeoutMs: 60_000 });
    await migrate(database);
  });
  afterAll(async () => {
    await database?.end();
    await place?.drop();
  });
  return () => database;
}
