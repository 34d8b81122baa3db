import type { Database, Transaction } from '../clients/postgres.ts';
import { LOCKS } from './locks.ts';
import { type Migration, migrations } from './migrations.ts';

const statements = {
  createHistory: `
    CREATE TABLE IF NOT EXISTS etl.migrations (
      version    integer PRIMARY KEY,
      name       text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`,
} as const;

/**
 * Brings the schema etl up to date: applies, in one transaction, each migration that the database has not
 * seen. Safe when two run at once (an advisory lock lets one wait for the other), and one round trip when
 * there is nothing to do.
 *
 * @returns the versions applied now
 * @throws Error when the database is newer than this code
 */
export async function migrate(database: Database, all: readonly Migration[] = migrations): Promise<number[]> {
  const newest = Math.max(0, ...all.map(({ version }) => version));
  if ((await appliedVersion(database)) === newest) return [];

  return await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.migrate})`;
    await transaction.unsafe(statements.createHistory);
    const applied = await appliedVersion(transaction);
    if (applied > newest) {
      throw new Error(
        `the database is at version ${applied}, this code knows ${newest}: deploy the newer code`,
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

async function appliedVersion(database: Database | Transaction): Promise<number> {
  const [history] = await database<{ exists: boolean }[]>`
    SELECT to_regclass('etl.migrations') IS NOT NULL AS exists`;
  if (!history?.exists) return 0;
  const [row] = await database<{ version: number }[]>`
    SELECT coalesce(max(version), 0)::integer AS version FROM etl.migrations`;
  return row?.version ?? 0;
}
