import type { Database, Transaction } from '../../clients/postgres.ts';
import { codeOf } from '../../errors.ts';

/**
 * The version of the schema that this code is written for: that of the last migration. It stands here by itself, so that no route
 * carries the SQL of all migrations with it, 12 KB of each bundle.
 */
export const SCHEMA_VERSION = 13;

/** The version that a database's schema has: that of the last migration it has seen, 0 before the first. */
export async function schemaVersion(database: Database | Transaction): Promise<number> {
  const [history] = await database<{ exists: boolean }[]>`
    SELECT to_regclass('etl.migrations') IS NOT NULL AS exists`;
  if (!history?.exists) {
    return 0;
  }
  const [row] = await database<{ version: number }[]>`
    SELECT coalesce(max(version), 0)::integer AS version FROM etl.migrations`;
  return row?.version ?? 0;
}

/** SQLSTATEs of what is not there, or is of another type: schema, table, column, operator, and a value of a type. */
const NOT_AS_EXPECTED = ['3F000', '42P01', '42703', '42883', '42804'];

/** Whether a statement failed because the database is not made as the statement expects it. */
export function isSchemaError(error: unknown): boolean {
  return NOT_AS_EXPECTED.includes(codeOf(error) ?? '');
}
