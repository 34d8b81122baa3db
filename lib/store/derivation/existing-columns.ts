import type { Database, Transaction } from '../../clients/postgres.ts';

/** A column that a table has in the database. */
export interface ExistingColumn {
  readonly name: string;
  readonly type: string;
  /** Whether it never is NULL. */
  readonly filled: boolean;
  /** Whether it is the primary key, or a part of it. */
  readonly isKey: boolean;
}

/**
 * The columns that a table has now; none, if there is no such table.
 *
 * @param table its name with that of its schema, such as `etl.runs`
 */
export async function existingColumns(
  database: Database | Transaction,
  table: string,
): Promise<readonly ExistingColumn[]> {
  return await database<ExistingColumn[]>`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS filled,
           EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey)) AS "isKey"
    FROM pg_attribute
    WHERE attrelid = to_regclass(${table}) AND attnum > 0 AND NOT attisdropped`;
}
