import type { Database } from '../../../clients/postgres.ts';
import { isLockNotAvailable, LOCKS } from '../../locks.ts';
import { deletePartials } from '../../runs/partials.ts';

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
    if (isLockNotAvailable(error)) {
      return false;
    }
    throw error;
  }
}
