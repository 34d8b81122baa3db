import type { RequestDatabase } from '../clients/request-database.ts';
import { ServiceError } from '../errors.ts';
import type { Features } from '../model/feature-kinds.ts';
import type { ColumnView, FeatureRow } from '../schemas/feature.ts';
import {
  type DerivedRow,
  derivedRowsBy,
  existingColumns,
  isColumnMissing,
  isTableMissing,
  publishedRun,
} from '../store/derivation/feature-rows.ts';
import {
  type FeatureOrder,
  type FeaturePage,
  featurePageStatement,
  type Statement,
  type TableColumn,
  tableColumns,
  userFeaturesStatement,
} from '../store/derivation/feature-sql.ts';
import { histograms } from '../store/derivation/histograms.ts';

/** What an endpoint about features needs. */
export interface FeatureDependencies {
  readonly database: RequestDatabase;
  readonly features: Features;
}

/** Rows, and the columns that they have. */
export interface FeatureRows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly DerivedRow[];
}

/** The names of the columns that rows have, in their order. */
export function columnNames(features: Features): string[] {
  return tableColumns(features).map(({ name }) => name);
}

/**
 * A page of rows.
 *
 * @throws ServiceError TABLE_MISSING before the first run, DatabaseUnavailableError
 */
export async function readFeaturePage(
  { database, features }: FeatureDependencies,
  order: FeatureOrder,
  page: FeaturePage,
): Promise<FeatureRows> {
  return await readRows(database, features, (columns) => featurePageStatement(columns, order, page));
}

/**
 * The row of one user.
 *
 * @throws ServiceError USER_NOT_FOUND, TABLE_MISSING before the first run, DatabaseUnavailableError
 */
export async function readUserFeatures(
  { database, features }: FeatureDependencies,
  userId: string,
): Promise<{ readonly columns: readonly TableColumn[]; readonly row: DerivedRow }> {
  const { columns, rows } = await readRows(database, features, (existing) =>
    userFeaturesStatement(existing, userId),
  );
  const [row] = rows;
  if (!row) {
    throw new ServiceError('USER_NOT_FOUND', `There is no user ${userId}`);
  }
  return { columns, row };
}

/** Reads rows. A feature that was declared since the last run has no column yet: then the others are read. */
async function readRows(
  database: RequestDatabase,
  features: Features,
  statementOf: (columns: readonly TableColumn[]) => Statement,
): Promise<FeatureRows> {
  const declared = tableColumns(features);
  const rowsOf = (columns: readonly TableColumn[]) =>
    database.ask((sql) => derivedRowsBy(sql, statementOf(columns)));
  try {
    return { columns: declared, rows: await rowsOf(declared) };
  } catch (error) {
    if (isTableMissing(error)) {
      throw tableMissing();
    }
    if (!isColumnMissing(error)) {
      throw error;
    }
    const existing = await database.ask(existingColumns);
    const columns = declared.filter(({ name }) => existing.has(name));
    return { columns, rows: await rowsOf(columns) };
  }
}

/** No run has made the table yet. */
function tableMissing(): ServiceError {
  return new ServiceError('TABLE_MISSING', 'There is no table yet: no run has published');
}

/** The columns as the API tells them. */
export function columnViews(columns: readonly TableColumn[]): ColumnView[] {
  return columns.map(({ name, type, derived }) => ({ name, type: VIEW_TYPES[type] ?? 'text', derived }));
}

const VIEW_TYPES: Readonly<Record<string, ColumnView['type']>> = {
  bigint: 'integer',
  integer: 'integer',
  'double precision': 'number',
  date: 'date',
};

/** A row as the API tells it: it has the members that the schema asks for, as the table has them. */
export function rowView(row: DerivedRow): FeatureRow {
  return row as FeatureRow;
}

/**
 * Which version of the rows there is: they change when a run publishes, and look different when other features are declared.
 */
export async function publishedVersion({
  database,
  features,
}: FeatureDependencies): Promise<{ readonly runId: string | null; readonly version: string }> {
  const run = await database.ask(publishedRun);
  const layout = tableColumns(features).map(({ name, type }) => `${name} ${type}`);
  return { runId: run?.runId ?? null, version: [run?.seq, run?.runId, ...layout].join() };
}

/**
 * How the values of the features are distributed.
 *
 * @throws ServiceError TABLE_MISSING before the first run, DatabaseUnavailableError
 */
export async function readHistograms({ database, features }: FeatureDependencies) {
  const declared = tableColumns(features).filter(({ derived }) => derived);
  const existing = await database.ask(existingColumns);
  if (existing.size === 0) {
    throw tableMissing();
  }
  const columns = declared.filter(({ name }) => existing.has(name));
  return await database.ask((sql) => histograms(sql, columns));
}
