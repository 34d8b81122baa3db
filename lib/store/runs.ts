import type { Database, Transaction } from '../clients/postgres.ts';
import { LOCKS } from './locks.ts';

export const RUN_STATES = ['running', 'succeeded', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What a run did: records of the three files, and rows of users_derivation. Null until known. */
export const COUNT_NAMES = [
  'read',
  'loaded',
  'rejected',
  'warnings',
  'inserted',
  'updated',
  'deleted',
  'unchanged',
] as const;
export type RunCounts = Record<(typeof COUNT_NAMES)[number], number>;

/** Why a run failed: which step said so, a stable code, and a text for people. */
export type RunError = { readonly step: string; readonly code: string; readonly message: string };

export type Run = {
  readonly runId: string;
  readonly seq: bigint;
  readonly state: RunState;
  /** Where the input files were. */
  readonly source: string;
  readonly asOf: string;
  readonly acceptDeletes: boolean;
  readonly queuedAt: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly counts: { [K in keyof RunCounts]: RunCounts[K] | null };
  readonly error: RunError | null;
};

export type NewRun = Pick<Run, 'runId' | 'source' | 'asOf' | 'acceptDeletes' | 'queuedAt'>;

/** A row of etl.runs as selectRun reads it. */
type Row = Omit<Run, 'counts'> & Record<keyof RunCounts, bigint | null>;

/** The start of a statement that reads runs; toRun makes a Run of each row. */
export const selectRun = (database: Database | Transaction) => database`
  SELECT run_id AS "runId", seq, state, source, as_of AS "asOf", accept_deletes AS "acceptDeletes",
         queued_at AS "queuedAt", started_at AS "startedAt", finished_at AS "finishedAt", error,
         ${database(COUNT_NAMES)}
  FROM etl.runs`;

/**
 * Records a run as running, unless it is recorded already: the step that does it may run twice.
 *
 * @returns the run as it is recorded
 */
export async function beginRun(database: Database, run: NewRun): Promise<Run> {
  return await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.stages})`;
    await transaction`
      INSERT INTO etl.runs (run_id, state, source, as_of, accept_deletes, queued_at)
      VALUES (${run.runId}, 'running', ${run.source}, ${run.asOf}, ${run.acceptDeletes}, ${run.queuedAt})
      ON CONFLICT (run_id) DO NOTHING`;
    const recorded = await findRun(transaction, run.runId);
    if (!recorded) throw new Error(`run ${run.runId} vanished while it was recorded`);
    return recorded;
  });
}

/** The run of that id, if it is recorded. */
export async function findRun(database: Database | Transaction, runId: string): Promise<Run | undefined> {
  const [row] = await database<Row[]>`${selectRun(database)} WHERE run_id = ${runId}`;
  return row && toRun(row);
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

/** Ids of the runs that are recorded as running, other than this one. */
export async function otherRunningRuns(database: Database, runId: string): Promise<string[]> {
  const rows = await database<{ run_id: string }[]>`
    SELECT run_id FROM etl.runs WHERE state = 'running' AND run_id <> ${runId} ORDER BY seq`;
  return rows.map((row) => row.run_id);
}

/** A text can hold any characters, jsonb no NUL and no half of a surrogate pair; an error may quote what it found in a file. */
function storable({ step, code, message }: RunError): RunError {
  const kept = (text: string) => text.toWellFormed().replaceAll('\0', '\u2400');
  return { step: kept(step), code: kept(code), message: kept(message) };
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
  error: RunError,
): Promise<void> {
  await database`
    UPDATE etl.runs SET error = ${database.json(storable(error))}
    WHERE run_id = ${runId} AND state = 'running' AND queued_at = coalesce(${queuedAt ?? null}, queued_at)`;
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
export async function closeAsFailed(database: Database, runId: string, error: RunError): Promise<boolean> {
  const { count } = await database`
    UPDATE etl.runs
    SET state = 'failed', finished_at = clock_timestamp(), error = coalesce(error, ${database.json(storable(error))})
    WHERE run_id = ${runId} AND state = 'running'`;
  return count > 0;
}

/** Deletes all but the newest runs, with their parts and rejects; running ones always stay. */
export async function keepNewestRuns(database: Database, keep: number): Promise<void> {
  await database`
    DELETE FROM etl.runs
    WHERE state <> 'running' AND seq <= (SELECT seq FROM etl.runs ORDER BY seq DESC OFFSET ${keep} LIMIT 1)`;
}

/** A run out of a row of selectRun. */
export function toRun(row: Row): Run {
  const { read, loaded, rejected, warnings, inserted, updated, deleted, unchanged, ...run } = row;
  const counts = { read, loaded, rejected, warnings, inserted, updated, deleted, unchanged };
  return { ...run, counts: mapCounts(counts) };
}

function mapCounts(counts: Record<keyof RunCounts, bigint | null>): Run['counts'] {
  const entries = Object.entries(counts).map(([name, count]) => [
    name,
    count === null ? null : Number(count),
  ]);
  return Object.fromEntries(entries) as Run['counts'];
}
