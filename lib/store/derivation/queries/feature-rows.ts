import type { Database } from '../../../clients/postgres.ts';
import { codeOf } from '../../../errors.ts';
import type { Model } from '../../../model/model.ts';
import type { JsonValue } from '../../../model/sql-types/sql-value.ts';
import { existingColumns } from '../existing-columns.ts';
import { countedToStatement, type FeatureOrder } from '../row-order.ts';
import { derivationName, type Table } from '../table-columns.ts';
import type { Statement } from './feature-sql.ts';

type NamesTable = Pick<Model, 'table'>;

/** A row of the table of the result, with values as JSON has them. */
export type DerivedRow = Readonly<Record<string, JsonValue | null>>;

/** The run that published what the table holds. */
export interface PublishedRun {
  readonly runId: string;
  readonly seq: bigint;
  /** Rows of the table since then; null when it is not recorded. */
  readonly rows: number | null;
}

/** The run that published what the table holds; undefined when none is recorded. */
export async function publishedRun(database: Database): Promise<PublishedRun | undefined> {
  const [row] = await database<PublishedRun[]>`
    SELECT run_id AS "runId", seq, (inserted + updated + unchanged)::float8 AS rows FROM etl.runs WHERE state = 'succeeded' ORDER BY seq DESC LIMIT 1`;
  return row;
}

/** Rows of the table of the result by a statement of feature-sql.ts. */
export async function derivedRowsBy(
  database: Database,
  { text, parameters, plannedEachTime = false }: Statement,
): Promise<DerivedRow[]> {
  // Prepared: there are only a few texts, one for each way to sort and filter.
  return await database.unsafe<DerivedRow[]>(text, parameters, { prepare: !plannedEachTime });
}

/** The as-of date that the days of an order are counted to, if rows can be sorted by the day that they are counted from. */
export async function countedTo(
  database: Database,
  order: FeatureOrder,
  table: Table,
): Promise<string | undefined> {
  const statement = countedToStatement(order, table);
  const [row] = statement === undefined ? [] : await database.unsafe<{ as_of: string }[]>(statement);
  return row?.as_of;
}

/** Whether a statement failed because the table of the result is not there yet. */
export function isTableMissing(error: unknown): boolean {
  return codeOf(error) === '42P01';
}

/** Whether a statement failed because a feature has been declared, but no run has added its column yet. */
export function isColumnMissing(error: unknown): boolean {
  return codeOf(error) === '42703';
}

/** Whether a statement failed because the database lacks a function, such as that of an extension. */
export function isFunctionMissing(error: unknown): boolean {
  return codeOf(error) === '42883';
}

/** The names of the columns that the table of the result has now. */
export async function derivedColumns(database: Database, model: NamesTable): Promise<Set<string>> {
  const existing = await existingColumns(database, derivationName(model));
  return new Set(existing.map(({ name }) => name));
}

/** Whether the table of the result exists. */
export async function derivationTableExists(database: Database, model: NamesTable): Promise<boolean> {
  const [row] = await database<{ exists: boolean }[]>`
    SELECT to_regclass(${derivationName(model)}) IS NOT NULL AS exists`;
  return row?.exists ?? false;
}

/**
 * The number of derived rows: as the last run recorded it, if the table has any; counted, if no run is recorded. Undefined when the
 * table does not exist.
 */
export async function derivedRows(database: Database, model: NamesTable): Promise<number | undefined> {
  const name = derivationName(model);
  try {
    const [row] = await database.unsafe<{ count: number }[]>(`
      SELECT CASE WHEN EXISTS (SELECT FROM ${name}) THEN coalesce(
        (SELECT nullif(inserted + updated + unchanged, 0)::float8 FROM etl.runs WHERE state = 'succeeded' ORDER BY seq DESC LIMIT 1),
        (SELECT count(*)::float8 FROM ${name})) ELSE 0 END AS count`);
    return row?.count ?? 0;
  } catch (error) {
    if (isTableMissing(error)) {
      return undefined;
    }
    throw error;
  }
}
