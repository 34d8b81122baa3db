import type { Database, Transaction } from '../../clients/postgres.ts';
import type { Model } from '../../model/model.ts';
import { LOCKS } from '../locks.ts';
import { deletePartials } from '../runs/partials.ts';
import { existingColumns } from './existing-columns.ts';
import { entityColumns, quoted, sqlTypeOf } from './table-columns.ts';

/** The stage, empty between runs: the rows of the entity as they were read, until they are published. */
const STAGE = 'etl.entity_stage';

/** Gives the stage the columns of the model. What it holds of other models is of no run any more, and so are their columns. */
export async function syncStage(database: Database, model: Model): Promise<void> {
  if ((await missingColumns(database, model)).length === 0) {
    return;
  }
  await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.migrate})`;
    // Waiting for a long load would make every other load wait for us.
    await transaction`SET LOCAL lock_timeout = '5s'`;
    for (const { name, type, isThere } of await missingColumns(transaction, model)) {
      const drop = isThere ? `DROP COLUMN ${quoted(name)}, ` : '';
      await transaction.unsafe(`ALTER TABLE ${STAGE} ${drop}ADD COLUMN ${quoted(name)} ${type}`);
    }
  });
}

/** Columns of the model that the stage lacks, or has of another type. */
async function missingColumns(database: Database | Transaction, model: Model) {
  const existing = await existingColumns(database, STAGE);
  const types = new Map(existing.map(({ name, type }) => [name, type]));
  return entityColumns(model)
    .map((column) => ({ name: column.name, type: sqlTypeOf(column), isThere: types.has(column.name) }))
    .filter(({ name, type }) => types.get(name) !== type);
}

/** Validated rows of the entity: for each of its columns, in the order of the table, an array literal (array-literal.ts). */
export type StagedRows = readonly string[];

/** Adds rows to the stage. One statement for all of them; some ten thousand at a time are a good size. */
export async function stageRows(
  transaction: Transaction,
  model: Model,
  { runId, part }: { readonly runId: string; readonly part: number },
  rows: StagedRows,
): Promise<void> {
  await transaction.unsafe(stageStatement(model), [runId, part, ...rows]);
}

/**
 * Takes the rows of some keys out of the stage that a part has put there.
 *
 * @param keys an array literal (array-literal.ts)
 */
export async function unstageRows(
  transaction: Transaction,
  { entity }: Model,
  { runId, part }: { readonly runId: string; readonly part: number },
  keys: string,
): Promise<void> {
  await transaction.unsafe(
    `DELETE FROM ${STAGE} AS stage
     USING unnest($3::${sqlTypeOf(entity.key)}[]) AS taken (id)
     WHERE etl_run_id = $1 AND etl_part = $2::int AND stage.${quoted(entity.key.name)} = taken.id`,
    [runId, part, keys],
  );
}

function stageStatement(model: Model): string {
  const columns = entityColumns(model);
  const arrays = columns.map((column, index) => `$${index + 3}::${sqlTypeOf(column)}[]`);
  return `
    INSERT INTO ${STAGE} (etl_run_id, etl_part, ${columns.map(({ name }) => quoted(name)).join(', ')})
    SELECT $1, $2::int, * FROM unnest(${arrays.join(', ')})`;
}

/** How many rows the run has in the stage. */
export async function stagedRows(database: Database | Transaction, runId: string): Promise<number> {
  const [row] = await database<{ count: bigint }[]>`
    SELECT count(*) FROM etl.entity_stage WHERE etl_run_id = ${runId}`;
  return Number(row?.count ?? 0);
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
