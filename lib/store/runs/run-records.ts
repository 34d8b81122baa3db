import type { Database, Transaction } from '../../clients/postgres.ts';
import type { AnswerCode, RunCode } from '../../error-codes.ts';
import { LOCKS } from '../locks.ts';
import { findRun, type Run, type RunCounts, type RunError } from './runs.ts';

export type NewRun = Pick<Run, 'runId' | 'location' | 'asOf' | 'acceptDeletes' | 'queuedAt'> &
  Partial<Pick<Run, 'requestId'>>;

/** An error to be recorded: its code is of the catalogue, and it may have no short form. */
export type NewRunError = Omit<RunError, 'summary' | 'gates'> &
  Partial<RunError> & { readonly code: RunCode | AnswerCode };

/**
 * Records a run as running, unless it is recorded already: the step that does it may run twice.
 *
 * @returns the run as it is recorded
 */
export async function beginRun(database: Database, run: NewRun): Promise<Run> {
  return await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.stages})`;
    await transaction`
      INSERT INTO etl.runs (run_id, state, location, as_of, accept_deletes, queued_at, request_id)
      VALUES (${run.runId}, 'running', ${run.location}, ${run.asOf}, ${run.acceptDeletes}, ${run.queuedAt},
              ${run.requestId ?? null})
      ON CONFLICT (run_id) DO NOTHING`;
    const recorded = await findRun(transaction, run.runId);
    if (!recorded) {
      throw new Error(`run ${run.runId} vanished while it was recorded`);
    }
    return recorded;
  });
}

/**
 * Whether the run is running, and if so, keeps others from closing it until the end of the transaction. Asked
 * last, right before the commit: closing a run must not have to wait for a long load.
 */
export async function isStillRunning(transaction: Transaction, runId: string): Promise<boolean> {
  const rows = await transaction`
    SELECT FROM etl.runs WHERE run_id = ${runId} AND state = 'running' FOR SHARE`;
  return rows.count > 0;
}

/** A text can hold any characters, jsonb no NUL and no half of a surrogate pair; an error may quote what it found in a file. */
function storable({ step, code, message, summary = null, gates = [] }: NewRunError) {
  const kept = (text: string) => text.toWellFormed().replaceAll('\0', '\u2400');
  return {
    ...{ step: kept(step), code: kept(code), message: kept(message) },
    ...{ summary: summary === null ? null : kept(summary), gates: gates.map(kept) },
  };
}

/**
 * Records why a step of a running run failed. The run stays running: the step may be tried again.
 *
 * @param queuedAt when the step's DAG run was queued, if the step knows: a run of the same id that was queued at another
 *   time is another run, and is left as it is
 */
export async function recordError(
  database: Database,
  runId: string,
  queuedAt: Date | undefined,
  error: NewRunError,
): Promise<void> {
  await database`
    UPDATE etl.runs SET error = ${database.json(storable(error))}
    WHERE run_id = ${runId} AND state = 'running' AND queued_at = coalesce(${queuedAt ?? null}, queued_at)`;
}

/** Records that the parts of a run are there. Planned again, it keeps when they first were. */
export async function recordPlanned(database: Database, runId: string): Promise<void> {
  await database`
    UPDATE etl.runs SET planned_at = clock_timestamp() WHERE run_id = ${runId} AND planned_at IS NULL`;
}

/** Records that a run began to publish. Tried again, it keeps when it first did. */
export async function recordPublishing(database: Database, runId: string): Promise<void> {
  await database`
    UPDATE etl.runs SET publishing_at = clock_timestamp()
    WHERE run_id = ${runId} AND state = 'running' AND publishing_at IS NULL`;
}

/** Records what people want to know of the files of a run, a sentence each. */
export async function recordNotices(
  database: Database,
  runId: string,
  notices: readonly string[],
): Promise<void> {
  await database`UPDATE etl.runs SET notices = ${database.json([...notices])} WHERE run_id = ${runId}`;
}

/** Records what the run has read, before a gate may refuse the result: people want to know it then above all. */
export async function recordReadCounts(
  database: Database,
  runId: string,
  counts: Pick<RunCounts, 'read' | 'loaded' | 'rejected' | 'warnings'>,
): Promise<void> {
  await database`UPDATE etl.runs SET ${database(counts)} WHERE run_id = ${runId} AND state = 'running'`;
}

/**
 * Closes a running run as failed. The error that a step recorded is kept, being nearer to the cause than the
 * one given here.
 *
 * @returns whether the run was running
 */
export async function closeAsFailed(database: Database, runId: string, error: NewRunError): Promise<boolean> {
  const { count } = await database`
    UPDATE etl.runs
    SET state = 'failed', finished_at = clock_timestamp(), error = coalesce(error, ${database.json(storable(error))})
    WHERE run_id = ${runId} AND state = 'running'`;
  return count > 0;
}

/**
 * Closes a running run as cancelled. What a step recorded of an earlier try is not why it ended: this error takes its place.
 *
 * @returns whether the run was running
 */
export async function closeAsCancelled(
  database: Database,
  runId: string,
  error: NewRunError,
): Promise<boolean> {
  const { count } = await database`
    UPDATE etl.runs
    SET state = 'failed', finished_at = clock_timestamp(), error = ${database.json(storable(error))}
    WHERE run_id = ${runId} AND state = 'running'`;
  return count > 0;
}

/**
 * Records a run as cancelled of which nothing is recorded yet, so that its first step finds it closed. One that was recorded
 * meanwhile is closed, if it is running.
 *
 * @returns false when it has ended meanwhile
 */
export async function recordCancelled(database: Database, run: NewRun, error: NewRunError): Promise<boolean> {
  const { count } = await database`
    INSERT INTO etl.runs AS runs
      (run_id, state, location, as_of, accept_deletes, queued_at, request_id, started_at, finished_at, error)
    VALUES (${run.runId}, 'failed', ${run.location}, ${run.asOf}, ${run.acceptDeletes}, ${run.queuedAt},
            ${run.requestId ?? null}, now(), now(), ${database.json(storable(error))})
    ON CONFLICT (run_id) DO UPDATE
      SET state = excluded.state, finished_at = excluded.finished_at, error = excluded.error
      WHERE runs.state = 'running'`;
  return count > 0;
}

/**
 * Records a run that has failed before anything of it was recorded: it ends when it starts, by which it is known that none
 * of its steps began. One from before the oldest run on record is left
 * out: its record was deleted (keepNewestRuns).
 *
 * @returns whether this call recorded the run
 */
export async function recordFailedRun(database: Database, run: NewRun, error: NewRunError): Promise<boolean> {
  const { count } = await database`
    INSERT INTO etl.runs (run_id, state, location, as_of, accept_deletes, queued_at, request_id, started_at, finished_at, error)
    SELECT ${run.runId}, 'failed', ${run.location}, ${run.asOf}::date, ${run.acceptDeletes}::boolean,
           ${run.queuedAt}::timestamptz, ${run.requestId ?? null}, now(), now(), ${database.json(storable(error))}::jsonb
    WHERE ${run.queuedAt}::timestamptz > coalesce((SELECT min(queued_at) FROM etl.runs), '-infinity')
    ON CONFLICT (run_id) DO NOTHING`;
  return count > 0;
}

/** Deletes all but the newest runs, with their parts and rejects; running ones always stay. */
export async function keepNewestRuns(database: Database, keep: number): Promise<void> {
  await database`
    DELETE FROM etl.runs
    WHERE state <> 'running' AND seq <= (SELECT seq FROM etl.runs ORDER BY seq DESC OFFSET ${keep} LIMIT 1)`;
}
