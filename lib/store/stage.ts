import type { Database, Transaction } from '../clients/postgres.ts';
import { LOCKS } from './locks.ts';

/** A validated row of users.csv, column by column, as unnest takes it. */
export type UserColumns = {
  readonly userIds: bigint[];
  readonly names: (string | null)[];
  readonly emails: (string | null)[];
  readonly signupDates: string[];
};

/** Per user: number of experiments and the values of the slots. */
export type AggregateColumns = {
  readonly userIds: bigint[];
  readonly experiments: bigint[];
  /** For each user an array literal of its slots, as Postgres reads it: `{25,10}`. */
  readonly slots: string[];
};

/** Adds users to the stage. One statement for all of them; some ten thousand at a time are a good size. */
export async function stageUsers(transaction: Transaction, runId: string, part: number, users: UserColumns) {
  await transaction`
    INSERT INTO etl.users_stage (run_id, part, user_id, name, email, signup_date)
    SELECT ${runId}, ${part}, * FROM unnest(
      ${users.userIds.map(String)}::bigint[], ${users.names}::text[],
      ${users.emails}::text[], ${users.signupDates}::text[]::date[])`;
}

/** Adds aggregates to the stage. */
export async function stageAggregates(transaction: Transaction, runId: string, aggregates: AggregateColumns) {
  await transaction`
    INSERT INTO etl.aggregates_stage (run_id, user_id, experiments, slots)
    SELECT ${runId}, user_id, experiments, slots::numeric[] FROM unnest(
      ${aggregates.userIds.map(String)}::bigint[], ${aggregates.experiments.map(String)}::bigint[],
      ${aggregates.slots}::text[]) AS t (user_id, experiments, slots)`;
}

/** Removes the run's aggregates, so that publishing may begin anew; another call for the run waits meanwhile. */
export async function clearAggregates(transaction: Transaction, runId: string): Promise<void> {
  await transaction`SELECT FROM etl.runs WHERE run_id = ${runId} FOR UPDATE`;
  await transaction`DELETE FROM etl.aggregates_stage WHERE run_id = ${runId}`;
}

/** How many users the run has in the stage. */
export async function stagedUsers(database: Database, runId: string): Promise<number> {
  const [row] = await database<{ count: bigint }[]>`
    SELECT count(*) FROM etl.users_stage WHERE run_id = ${runId}`;
  return Number(row?.count ?? 0);
}

/**
 * The users that have experiments but are not in users.csv, with the number of those experiments, in the
 * order of their ids.
 */
export async function unknownUsers(database: Database, runId: string) {
  return await database<{ userId: bigint; experiments: bigint }[]>`
    SELECT a.user_id AS "userId", a.experiments
    FROM etl.aggregates_stage a
    WHERE a.run_id = ${runId}
      AND NOT EXISTS (SELECT FROM etl.users_stage u WHERE u.run_id = a.run_id AND u.user_id = a.user_id)
    ORDER BY a.user_id`;
}

/** Which of these users the run has in the stage. */
export async function stagedAmong(
  database: Database,
  runId: string,
  userIds: readonly bigint[],
): Promise<bigint[]> {
  const rows = await database<{ userId: bigint }[]>`
    SELECT user_id AS "userId" FROM etl.users_stage
    WHERE run_id = ${runId} AND user_id = ANY (${userIds.map(String)}::bigint[])`;
  return rows.map(({ userId }) => userId);
}

/**
 * Clears the stages of a closed run, in transactions of their own, since TRUNCATE locks readers out. While
 * another run is filling them, or a late `load` still writes, only this run's rows are deleted.
 */
export async function clearStages(database: Database, runId: string): Promise<void> {
  if (!(await truncateStages(database))) {
    await database`DELETE FROM etl.users_stage WHERE run_id = ${runId}`;
    await database`DELETE FROM etl.aggregates_stage WHERE run_id = ${runId}`;
  }
  await database`UPDATE etl.parts SET partial = NULL WHERE run_id = ${runId} AND partial IS NOT NULL`;
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Empties the stages unless a run is using them; the lock keeps a new run from beginning meanwhile. */
async function truncateStages(database: Database): Promise<boolean> {
  try {
    return await database.begin(async (transaction) => {
      await transaction`SELECT pg_advisory_xact_lock(${LOCKS.stages})`;
      const users = await transaction`SELECT FROM etl.runs WHERE state = 'running' LIMIT 1`;
      if (users.count > 0) return false;
      // Waiting for a late writer would make everybody else wait behind us.
      await transaction`SET LOCAL lock_timeout = '1s'`;
      await transaction`TRUNCATE etl.users_stage, etl.aggregates_stage`;
      return true;
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
