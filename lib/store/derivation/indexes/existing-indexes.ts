import type { Database } from '../../../clients/postgres.ts';
import type { Model } from '../../../model/model.ts';
import { LOCKS } from '../../locks.ts';
import { derivationName } from '../table-columns.ts';
import { OUR_INDEXES } from './model-indexes.ts';

/** An index of ours that the table has. */
export interface ExistingIndex {
  readonly name: string;
  /** What it was built from, as its comment says (indexes/make-way.ts). */
  readonly builtFrom: string | null;
}

/** The indexes of ours that the table of the result has; none, if there is no such table. */
export async function existingIndexes(
  database: Database,
  model: Pick<Model, 'table'>,
): Promise<ExistingIndex[]> {
  return await database<ExistingIndex[]>`
    SELECT relname AS name, obj_description(indexrelid, 'pg_class') AS "builtFrom"
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = to_regclass(${derivationName(model)}) AND relname ~ ${OUR_INDEXES}`;
}

/** Ends a build of indexes that is under way in this database. Returns whether there was one. */
export async function cancelBuild(database: Database): Promise<boolean> {
  const rows = await database`
    SELECT pg_cancel_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 0 AND objid = ${LOCKS.indexes}::bigint::oid AND objsubid = 1 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return rows.count > 0;
}

/** Whether the table of the result has a row. */
export async function hasRows(database: Database, model: Pick<Model, 'table'>): Promise<boolean> {
  const rows = await database.unsafe(`SELECT FROM ${derivationName(model)} LIMIT 1`);
  return rows.count > 0;
}
