import type { Database, Transaction } from '../../clients/postgres.ts';
import type { Model } from '../../model/model.ts';
import type { ReadColumn } from '../../model/read-columns.ts';
import { digestOf } from '../digest.ts';
import { LOCKS } from '../locks.ts';
import { deletePartials } from '../runs/partials.ts';
import { existingColumns } from './existing-columns.ts';
import { entityColumns, quoted, sqlTypeOf } from './table-columns.ts';

/**
 * The stage, empty between runs: the rows of the entity as they were read, until they are published. A row of it is a chunk of
 * some ten thousand of those, an array for each column: a tuple for each would take longer to write, and to read again.
 */
const STAGE = 'etl.entity_stage';

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
      // Read once: compressing the arrays would only cost time.
      const added = `ADD COLUMN ${quoted(name)} ${type} STORAGE EXTERNAL`;
      await transaction.unsafe(`ALTER TABLE ${STAGE} ${drop}${added}`);
    }
  });
}

/** Columns of the model that the stage lacks, or has of another type. */
async function missingColumns(database: Database | Transaction, model: Model) {
  const existing = await existingColumns(database, STAGE);
  const types = new Map(existing.map(({ name, type }) => [name, type]));
  return entityColumns(model)
    .map((column) => ({ name: column.name, type: arrayTypeOf(column), isThere: types.has(column.name) }))
    .filter(({ name, type }) => types.get(name) !== type);
}

const arrayTypeOf = (column: ReadColumn): string => `${sqlTypeOf(column)}[]`;

/** A chunk of validated rows: for each column, in the order of the table, an array literal (array-literal.ts), all of one length. */
export type StagedRows = readonly string[];

/** Adds a chunk of rows to the stage; some ten thousand, of a few MB, are a good size. */
export async function stageRows(
  transaction: Transaction,
  model: Model,
  { runId, part }: { readonly runId: string; readonly part: number },
  rows: StagedRows,
): Promise<void> {
  await transaction.unsafe(stageStatement(model), [runId, part, digestOf(rows), ...rows]);
}

function stageStatement(model: Model): string {
  const columns = entityColumns(model);
  const arrays = columns.map((column, index) => `$${index + 4}::${arrayTypeOf(column)}`);
  return `
    INSERT INTO ${STAGE} (etl_run_id, etl_part, etl_digest, etl_rows, ${columns.map(({ name }) => quoted(name)).join(', ')})
    SELECT $1, $2::int, $3, cardinality(${arrays[0]}), ${arrays.join(', ')}`;
}

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
  const names = entityColumns(model).map(({ name }) => quoted(name));
  return `
    UPDATE ${STAGE} AS stage
    SET (etl_digest, etl_rows, ${names.join(', ')}) = (
      SELECT stage.etl_digest || ' without ' || $4, count(*), ${names.map((name) => `array_agg(kept.${name})`).join(', ')}
      FROM (SELECT ${names.map((name) => `unnest(stage.${name}) AS ${name}`).join(', ')}) AS kept
      WHERE kept.${quoted(key.name)} <> ALL ($3::${sqlTypeOf(key)}[])
    )
    WHERE etl_run_id = $1 AND etl_part = $2::int`;
}

/** The rows that the run of $1 has staged, one by one, as a subquery. */
export function stagedRowsQuery(model: Model): string {
  const columns = entityColumns(model).map(({ name }) => `unnest(${quoted(name)}) AS ${quoted(name)}`);
  // The planner can't know that arrays are long, and would hash these wide rows instead of what they are joined with. Of a
  // series that ends where a subquery says it expects a thousand, so of two, a million times as many rows.
  const many = ['a', 'b'].map((name) => `generate_series(1, (SELECT 1)) AS ${name}`);
  return `SELECT ${columns.join(', ')} FROM ${STAGE}, ${many.join(', ')} WHERE etl_run_id = $1`;
}

/** What the run has in the stage: how many rows, and a text that stands for what is in them. */
export interface Staged {
  readonly rows: number;
  readonly digest: string;
}

/** What the run has in the stage. */
export async function staged(database: Database | Transaction, runId: string): Promise<Staged> {
  const chunks = await database<{ rows: number; digest: string }[]>`
    SELECT etl_rows AS rows, etl_digest AS digest FROM etl.entity_stage WHERE etl_run_id = ${runId}`;
  return {
    rows: chunks.reduce((sum, { rows }) => sum + rows, 0),
    digest: digestOf(chunks.map(({ digest }) => digest).toSorted()),
  };
}

/**
 * Clears the stage of a closed run, in transactions of their own, since TRUNCATE locks readers out. While
 * another run is filling it, or a late `load` still writes, only this run's rows are deleted.
 */
export async function clearStages(database: Database, runId: string): Promise<void> {
  if (!(await truncateStage(database))) {
    await database`DELETE FROM etl.entity_stage WHERE etl_run_id = ${runId}`;
  }
  await deletePartials(database, runId);
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Empties the stage unless a run is using it; the lock keeps a new run from beginning meanwhile. */
async function truncateStage(database: Database): Promise<boolean> {
  try {
    return await database.begin(async (transaction) => {
      await transaction`SELECT pg_advisory_xact_lock(${LOCKS.stages})`;
      const running = await transaction`SELECT FROM etl.runs WHERE state = 'running' LIMIT 1`;
      if (running.count > 0) {
        return false;
      }
      // Waiting for a late writer would make everybody else wait for us.
      await transaction`SET LOCAL lock_timeout = '1s'`;
      await transaction`TRUNCATE etl.entity_stage`;
      return true;
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) {
      return false;
    }
    throw error;
  }
}
