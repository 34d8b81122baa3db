import { binaryInteger } from '../../../clients/postgres/binary-rows.ts';
import { copyIn } from '../../../clients/postgres/copy-in.ts';
import type { Database, Transaction } from '../../../clients/postgres.ts';
import { RunClosedError } from '../../../errors.ts';
import type { Model } from '../../../model/model.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import { digestOf } from '../../digest.ts';
import { LOCKS } from '../../locks.ts';
import { isSchemaError } from '../../schema/schema-version.ts';
import { entityColumns, quoted, sqlTypeOf } from '../table-columns.ts';
import { stagedAs } from './staged-as.ts';

/**
 * The stage, empty between runs: the rows of the entity as they were read, until they are published. A row of it is a chunk of
 * some ten thousand of those, the text of an array for each column: a tuple for each would take longer to write, and to read
 * again, and a text is made an array only by who publishes the rows one by one.
 */
export const STAGE = 'etl.entity_stage';

/** Gives the stage the columns of the model. What it holds of other models is of no run any more: it goes, and so do their columns. */
export async function syncStage(database: Database, model: Model): Promise<void> {
  if ((await missingColumns(database, model)).length === 0) {
    return;
  }
  await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.migrate})`;
    // Waiting for a long load would make every other load wait for us.
    await transaction`SET LOCAL lock_timeout = '5s'`;
    const missing = await missingColumns(transaction, model);
    if (missing.length > 0) {
      // A chunk with a column of no values would be counted, and would publish nothing.
      await transaction.unsafe(`TRUNCATE ${STAGE}`);
    }
    for (const { name, type, isThere } of missing) {
      const drop = isThere ? `DROP COLUMN ${quoted(name)}, ` : '';
      // Read once: compressing the texts would only cost time.
      const added = `ADD COLUMN ${quoted(name)} text STORAGE EXTERNAL`;
      await transaction.unsafe(`ALTER TABLE ${STAGE} ${drop}${added}`);
      await transaction.unsafe(`COMMENT ON COLUMN ${STAGE}.${quoted(name)} IS '${type}'`);
    }
  });
}

/** Columns of the model that the stage lacks, or has for values of another type: its comment says which. */
async function missingColumns(database: Database | Transaction, model: Model) {
  const existing = await database<{ name: string; type: string | null }[]>`
    SELECT attname AS name, col_description(attrelid, attnum) AS type
    FROM pg_attribute WHERE attrelid = ${STAGE}::regclass AND attnum > 0 AND NOT attisdropped`;
  const types = new Map(existing.map(({ name, type }) => [name, type]));
  return entityColumns(model)
    .map((column) => ({ name: column.name, type: arrayTypeOf(column), isThere: types.has(column.name) }))
    .filter(({ name, type }) => types.get(name) !== type);
}

const arrayTypeOf = (column: ReadColumn): string => `${stagedAs(column).type}[]`;

/** A column of the stage as the array that it is the text of. */
export const arrayIn = (prefix: string, column: ReadColumn): string =>
  `${prefix}${quoted(column.name)}::${arrayTypeOf(column)}`;

/** A chunk of validated rows. */
export interface StagedRows {
  /** How many there are. */
  readonly rows: number;
  /**
   * For each column, in the order of the table, the bytes of an array literal (array-literal.ts) with a value for each row, as staged-as.ts says. It is first read
   * when it is published, so whoever makes it has to see to it that the type of the column can have all of its values.
   */
  readonly columns: readonly Uint8Array[];
}

/**
 * Adds a chunk of rows to the stage; some ten thousand, of a few MB, are a good size.
 *
 * @throws RunClosedError when the stage lacks a column: plan had added it, and migrating has made the stage anew since
 */
export async function stageRows(
  transaction: Transaction,
  model: Model,
  { runId, part }: { readonly runId: string; readonly part: number },
  { rows, columns }: StagedRows,
): Promise<void> {
  try {
    const head = [Buffer.from(runId), binaryInteger(part), binaryInteger(rows)];
    const row = [...head, ...columns, Buffer.from(digestOf(columns))];
    await copyIn(transaction, { table: stageColumns(model), rows: [row] });
  } catch (error) {
    throw isSchemaError(error)
      ? new RunClosedError(`the database was upgraded after run ${runId} was planned: start a new run`, {
          cause: error,
        })
      : error;
  }
}

/** The stage with its columns, in the order in which they are written. */
const stageColumns = (model: Model): string =>
  `${STAGE} (${['etl_run_id', 'etl_part', 'etl_rows', ...namesOf(model), 'etl_digest'].join(', ')})`;

const namesOf = (model: Model): readonly string[] => entityColumns(model).map(({ name }) => quoted(name));

/**
 * Takes the rows of some keys out of the stage that a part has put there.
 *
 * @param keys an array literal (array-literal.ts)
 */
export async function unstageRows(
  transaction: Transaction,
  model: Model,
  { runId, part }: { readonly runId: string; readonly part: number },
  keys: string,
): Promise<void> {
  await transaction.unsafe(unstageStatement(model), [runId, part, keys, digestOf([keys])]);
}

/** Chunk by chunk, so that no more than one is in memory; the keys are hashed once. */
function unstageStatement(model: Model): string {
  const { key } = model.entity;
  const names = namesOf(model);
  const arrays = entityColumns(model).map((column) => arrayIn('stage.', column));
  return `
    UPDATE ${STAGE} AS stage
    SET (etl_digest, etl_rows, ${names.join(', ')}) = (
      SELECT stage.etl_digest || ' without ' || $4, count(*), ${names.map((name) => `array_agg(kept.${name})::text`).join(', ')}
      FROM (SELECT ${arrays.map((array, at) => `unnest(${array}) AS ${names[at]}`).join(', ')}) AS kept
      WHERE kept.${quoted(key.name)} <> ALL ($3::${sqlTypeOf(key)}[])
    )
    WHERE etl_run_id = $1 AND etl_part = $2::int`;
}
