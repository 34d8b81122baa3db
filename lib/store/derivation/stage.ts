import type { Database, Transaction } from '../../clients/postgres.ts';
import { LOCKS } from '../locks.ts';

/** Validated rows of users.csv, column by column, as array literals of the same length (array-literal.ts). */
export interface StagedUsers {
  readonly userIds: string;
  readonly names: string;
  readonly emails: string;
  readonly signupDates: string;
}

/** Adds users to the stage. One statement for all of them; some ten thousand at a time are a good size. */
export async function stageUsers(transaction: Transaction, runId: string, part: number, users: StagedUsers) {
  await transaction`
    INSERT INTO etl.users_stage (run_id, part, user_id, name, email, signup_date)
    SELECT ${runId}, ${part}, * FROM unnest(
      ${users.userIds}::bigint[], ${users.names}::text[], ${users.emails}::text[], ${users.signupDates}::date[])`;
}

/** How many users the run has in the stage. */
export async function stagedUsers(database: Database | Transaction, runId: string): Promise<number> {
  const [row] = await database<{ count: bigint }[]>`
    SELECT count(*) FROM etl.users_stage WHERE run_id = ${runId}`;
  return Number(row?.count ?? 0);
}

/**
 * Clears the stage of a closed run, in transactions of their own, since TRUNCATE locks readers out. While
 * another run is filling it, or a late `load` still writes, only this run's rows are deleted.
 */
export async function clearStages(database: Database, runId: string): Promise<void> {
  if (!(await truncateStage(database))) {
    await database`DELETE FROM etl.users_stage WHERE run_id = ${runId}`;
  }
  await database`UPDATE etl.parts SET partial = NULL WHERE run_id = ${runId} AND partial IS NOT NULL`;
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Empties the stage unless a run is using them; the lock keeps a new run from beginning meanwhile. */
async function truncateStage(database: Database): Promise<boolean> {
  try {
    return await database.begin(async (transaction) => {
      await transaction`SELECT pg_advisory_xact_lock(${LOCKS.stages})`;
      const users = await transaction`SELECT FROM etl.runs WHERE state = 'running' LIMIT 1`;
      if (users.count > 0) {
        return false;
      }
      // Waiting for a late writer would make everybody else wait behind us.
      await transaction`SET LOCAL lock_timeout = '1s'`;
      await transaction`TRUNCATE etl.users_stage`;
      return true;
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) {
      return false;
    }
    throw error;
  }
}
