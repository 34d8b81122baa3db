import type { Database, Transaction } from '../../clients/postgres.ts';

export const RUN_STATES = ['running', 'succeeded', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What a run did: records of the files, and rows of the table of the result. Null until known. */
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

/** Why a run failed: which step said so, a stable code, and a text for people. An older version may have had other codes. */
export interface RunError {
  readonly step: string;
  readonly code: string;
  readonly message: string;
  /** The same in one short clause, where the step knew one. */
  readonly summary: string | null;
  /** The gates that stayed shut. */
  readonly gates: readonly string[];
}

export interface Run {
  readonly runId: string;
  readonly seq: bigint;
  readonly state: RunState;
  /** The folder that was read. */
  readonly location: string;
  readonly asOf: string;
  readonly acceptDeletes: boolean;
  readonly queuedAt: Date;
  readonly startedAt: Date;
  /** When its parts were recorded; null until then, and of a run of before it was recorded. */
  readonly plannedAt: Date | null;
  /** When publish began for the first time; null until then, and of a run of before it was recorded. */
  readonly publishingAt: Date | null;
  readonly finishedAt: Date | null;
  readonly counts: { [K in keyof RunCounts]: RunCounts[K] | null };
  readonly error: RunError | null;
  /** What stops no run and people want to know of its files, a sentence each. */
  readonly notices: readonly string[];
  /** The id of the request that started it; null when it was started in Airflow. */
  readonly requestId: string | null;
}

/** A row of etl.runs as selectRun reads it. */
type Row = Omit<Run, 'counts' | 'error'> & {
  /** Earlier releases recorded neither a summary nor gates. */
  readonly error: (Omit<RunError, 'summary' | 'gates'> & Partial<RunError>) | null;
} & Record<keyof RunCounts, bigint | null>;

/** The start of a statement that reads runs; toRun makes a Run of each row. */
export const selectRun = (database: Database | Transaction) => database`
  SELECT run_id AS "runId", seq, state, location, as_of AS "asOf", accept_deletes AS "acceptDeletes",
         queued_at AS "queuedAt", started_at AS "startedAt", planned_at AS "plannedAt",
         publishing_at AS "publishingAt", finished_at AS "finishedAt", error, notices, request_id AS "requestId",
         ${database(COUNT_NAMES)}
  FROM etl.runs`;

/** The run of that id, if it is recorded. */
export async function findRun(database: Database | Transaction, runId: string): Promise<Run | undefined> {
  const [row] = await database<Row[]>`${selectRun(database)} WHERE run_id = ${runId}`;
  return row && toRun(row);
}

/** Ids of the runs that are recorded as running, other than this one. */
export async function otherRunningRuns(database: Database, runId: string): Promise<string[]> {
  const rows = await database<{ run_id: string }[]>`
    SELECT run_id FROM etl.runs WHERE state = 'running' AND run_id <> ${runId} ORDER BY seq`;
  return rows.map((row) => row.run_id);
}

/** A run out of a row of selectRun. */
export function toRun(row: Row): Run {
  const { read, loaded, rejected, warnings, inserted, updated, deleted, unchanged, error, ...run } = row;
  const counts = { read, loaded, rejected, warnings, inserted, updated, deleted, unchanged };
  return { ...run, error: error && { summary: null, gates: [], ...error }, counts: mapCounts(counts) };
}

function mapCounts(counts: Record<keyof RunCounts, bigint | null>): Run['counts'] {
  const entries = Object.entries(counts).map(([name, count]) => [
    name,
    count === null ? null : Number(count),
  ]);
  return Object.fromEntries(entries) as Run['counts'];
}
