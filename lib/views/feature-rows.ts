import type { Database } from '../clients/postgres.ts';
import type { RequestDatabase } from '../clients/request-database.ts';
import { ServiceError } from '../errors.ts';
import { AS_OF } from '../model/declaration/input-problems.ts';
import type { Model } from '../model/model.ts';
import { SQL_TYPES } from '../model/sql-types.ts';
import type { ColumnView } from '../schemas/feature.ts';
import {
  countedTo,
  type DerivedRow,
  derivedColumns,
  derivedRowsBy,
  isColumnMissing,
  isFunctionMissing,
  isTableMissing,
  publishedRun,
} from '../store/derivation/queries/feature-rows.ts';
import {
  type FeaturePage,
  type FeatureRange,
  featurePageStatement,
  oneRowStatement,
  rangeCountStatement,
  type Statement,
} from '../store/derivation/queries/feature-sql.ts';
import { frequencies } from '../store/derivation/queries/frequencies.ts';
import { histograms } from '../store/derivation/queries/histograms.ts';
import type { FeatureOrder } from '../store/derivation/row-order.ts';
import { derivationTable, type Table, type TableColumn } from '../store/derivation/table-columns.ts';
import { type Folding, isInTrigrams } from '../store/derivation/text-search.ts';
import { type KeptAnswer, keptAnswer } from './kept-answer.ts';

/** What an endpoint about features needs. */
export interface FeatureDependencies {
  readonly database: RequestDatabase;
  readonly model: Model;
}

/** Rows, and the columns that they have. */
export interface FeatureRows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly DerivedRow[];
}

/** The table that rows come from. */
export const tableOf = (model: Model): Table => derivationTable(model);

/**
 * A page of rows. Accents don't matter to a search, unless the database lacks the extension for that.
 *
 * @throws ServiceError TABLE_MISSING before the first run of the model, DatabaseUnavailableError
 */
export async function readFeaturePage(
  dependencies: FeatureDependencies,
  order: FeatureOrder,
  page: FeaturePage,
): Promise<FeatureRows> {
  const [first, ...others] = foldingsFor(page.search);
  return await others.reduce(
    (rows, folding) =>
      rows.catch((error: unknown) => {
        if (!isFunctionMissing(error)) {
          throw error;
        }
        return readSorted(dependencies, order, { ...page, folding });
      }),
    readSorted(dependencies, order, { ...page, folding: first }),
  );
}

/** The ways to search, from the fastest to what every database has. */
function foldingsFor(search: string | undefined): readonly [Folding, ...Folding[]] {
  return search && isInTrigrams(search) ? ['indexed', 'unaccented', 'asIs'] : ['unaccented', 'asIs'];
}

/** By the day that days are counted from, where they are; unless a run has published another as-of date meanwhile. */
async function readSorted(
  { database, model }: FeatureDependencies,
  order: FeatureOrder,
  page: FeaturePage,
): Promise<FeatureRows> {
  const pageBy = (table: Table, by: FeatureOrder) => featurePageStatement(table, by, page);
  let asOf: string | undefined;
  const found = await readRows(database, model, async (table, sql) => {
    asOf = await countedTo(sql, order, table);
    return pageBy(table, { ...order, countedTo: asOf });
  });
  return asOf === undefined || found.rows.every((row) => row[AS_OF] === asOf)
    ? found
    : await readRows(database, model, (table) => pageBy(table, order));
}

/** Tables of more rows are not gone through to count some of them: that would take longer than the page. */
const MOST_COUNTED = 1_000_000;

/**
 * How many rows a list has. All are what the run published, which nobody has to count; those in a range are counted, unless the table
 * is too long. Null then, and with a search, which takes long for each row.
 *
 * @param published rows of the whole table; null when it is not recorded
 * @throws DatabaseUnavailableError
 */
export async function totalOf(
  { database, model }: FeatureDependencies,
  { search, range }: Pick<FeaturePage, 'search' | 'range'>,
  published: number | null,
): Promise<number | null> {
  if (search || published === null) {
    return null;
  }
  if (!range) {
    return published;
  }
  return published > MOST_COUNTED ? null : await countInRange(database, model, range);
}

async function countInRange(
  database: RequestDatabase,
  model: Model,
  range: FeatureRange,
): Promise<number | null> {
  const { rows } = await readRows(database, model, (table) => rangeCountStatement(table, range));
  const count = rows[0]?.['count'];
  return typeof count === 'number' ? count : null;
}

/**
 * The row of that key.
 *
 * @throws ServiceError USER_NOT_FOUND, TABLE_MISSING before the first run of the model, DatabaseUnavailableError
 */
export async function readOneRow(
  { database, model }: FeatureDependencies,
  key: string,
): Promise<{ readonly columns: readonly TableColumn[]; readonly row: DerivedRow }> {
  const { columns, rows } = await readRows(database, model, (table) => oneRowStatement(table, key));
  const [row] = rows;
  if (!row) {
    throw new ServiceError('USER_NOT_FOUND', `There is no ${model.entity.one} ${key}`);
  }
  return { columns, row };
}

/** Reads rows. A feature that was declared since the last run has no column yet: then the others are read. */
async function readRows(
  database: RequestDatabase,
  model: Model,
  statementOf: (table: Table, sql: Database) => Statement | Promise<Statement>,
): Promise<FeatureRows> {
  const declared = derivationTable(model);
  const rowsOf = (table: Table) =>
    database.ask(async (sql) => derivedRowsBy(sql, await statementOf(table, sql)));
  try {
    return { columns: declared.columns, rows: await rowsOf(declared) };
  } catch (error) {
    if (isTableMissing(error)) {
      throw tableMissing();
    }
    if (!isColumnMissing(error)) {
      throw error;
    }
    const existing = await database.ask((sql) => derivedColumns(sql, model));
    if (!existing.has(declared.key)) {
      throw otherTable(declared.key);
    }
    const columns = declared.columns.filter(({ name }) => existing.has(name));
    return { columns, rows: await rowsOf({ ...declared, columns }) };
  }
}

/** No run has made the table yet. */
function tableMissing(): ServiceError {
  return new ServiceError('TABLE_MISSING', 'There is no table yet: no run has published anything');
}

/** The rows are those of another entity: plan refuses to replace them. */
function otherTable(key: string): ServiceError {
  return new ServiceError(
    'TABLE_MISSING',
    `The table has the rows of another model: no table with the key ${key} exists yet`,
  );
}

/** The columns as the API tells them. */
export function columnViews(columns: readonly TableColumn[]): ColumnView[] {
  return columns.map(({ name, type, derived }) => ({ name, type: SQL_TYPES[type].shownAs, derived }));
}

/**
 * Which version of the rows there is, and how many: they change when a run publishes, and look different when other features are declared.
 */
export async function publishedVersion({ database, model }: FeatureDependencies): Promise<{
  readonly runId: string | null;
  readonly version: string;
  readonly rows: number | null;
}> {
  const run = await database.ask(publishedRun);
  const layout = derivationTable(model).columns.map(({ name, type }) => `${name} ${type}`);
  const version = [run?.seq, run?.runId, ...layout].join();
  return { runId: run?.runId ?? null, version, rows: run?.rows ?? null };
}

/**
 * How the values of the features are distributed.
 *
 * @throws ServiceError TABLE_MISSING before the first run, DatabaseUnavailableError
 */
export async function readDistributions({ database, model }: FeatureDependencies) {
  const { sqlName, columns: all } = derivationTable(model);
  const declared = all.filter(({ derived }) => derived);
  const existing = await database.ask((sql) => derivedColumns(sql, model));
  if (existing.size === 0) {
    throw tableMissing();
  }
  const columns = declared.filter(({ name }) => existing.has(name));
  const numbers = columns.filter(({ type }) => SQL_TYPES[type].bins !== null);
  const others = columns.filter((column) => !numbers.includes(column));
  return await database.ask(async (sql) => {
    const distributions = await histograms(sql, { sqlName, columns: numbers });
    const mostFrequent = await frequencies(sql, { sqlName, columns: others });
    return {
      ...distributions,
      frequencies: mostFrequent.map(({ column, ...found }) => ({
        name: column.name,
        type: SQL_TYPES[column.type].shownAs,
        ...found,
      })),
    };
  });
}

type Distributions = Awaited<ReturnType<typeof readDistributions>>;

/** Keeps the distributions of the newest version: they take long in a long table. */
export const keptDistributions = (): KeptAnswer<Distributions> => keptAnswer();
