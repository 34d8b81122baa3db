import type { Database } from '../../clients/postgres.ts';
import { isLockNotAvailable, LOCKS } from '../locks.ts';
import { type Migration, migrations } from './migrations.ts';
import { schemaVersion } from './schema-version.ts';

const statements = {
  createHistory: `
    CREATE TABLE IF NOT EXISTS etl.migrations (
      version    integer PRIMARY KEY,
      name       text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`,
  // Everybody who reads a table waits after one who waits to change it: shorter than a reader's own 4 s.
  waitBriefly: "SET LOCAL lock_timeout = '3s'",
} as const;

/**
 * Brings the schema etl up to date: applies, in one transaction, each migration that the database has not
 * seen. Safe when two run at once (an advisory lock lets one wait for the other), and one round trip when
 * there is nothing to do.
 *
 * @returns the versions applied now
 * @throws Error when the database is newer than this code, or a table is in use for longer than 3 s
 */
export async function migrate(database: Database, all: readonly Migration[] = migrations): Promise<number[]> {
  const newest = all.at(-1)?.version ?? 0;
  if ((await schemaVersion(database)) === newest) {
    return [];
  }
  try {
    return await applyMissing(database, all, newest);
  } catch (error) {
    if (!isLockNotAvailable(error)) {
      throw error;
    }
    throw new Error(
      `the database needs schema version ${newest}, but a table that had to change was in use for 3 s, ` +
        'most likely by a running run: wait until it has ended, then try again',
      { cause: error },
    );
  }
}

async function applyMissing(
  database: Database,
  all: readonly Migration[],
  newest: number,
): Promise<number[]> {
  return await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.migrate})`;
    await transaction.unsafe(statements.waitBriefly);
    await transaction.unsafe(statements.createHistory);
    const applied = await schemaVersion(transaction);
    if (applied > newest) {
      throw new Error(
        `the schema of the database has version ${applied}, but this release knows only ${newest}: a newer release has ` +
          "migrated it, and that can't be undone. Use that release, or another database",
      );
    }
    const missing = all.filter(({ version }) => version > applied);
    for (const { version, name, sql } of missing) {
      await transaction.unsafe(sql);
      await transaction`INSERT INTO etl.migrations (version, name) VALUES (${version}, ${name})`;
    }
    return missing.map(({ version }) => version);
  });
}
