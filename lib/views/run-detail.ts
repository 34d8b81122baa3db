import type { Budget } from '../budget.ts';
import { type AirflowClient, AirflowUnavailableError } from '../clients/airflow.ts';
import type { RequestDatabase } from '../clients/request-database.ts';
import { ServiceError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { closeIfAbandoned } from '../pipeline/abandoned-runs.ts';
import { refusals } from '../pipeline/trigger-errors.ts';
import type { RunDetail } from '../schemas/run.ts';
import {
  type PartState,
  partStates,
  previousRun,
  rejectKinds,
  usualDurationMs,
} from '../store/run-history.ts';
import { findRun, type Run } from '../store/runs.ts';
import { detailOf, unrecordedRun } from './run-view.ts';

/** A run that was heard of within so many milliseconds is not asked about: Airflow is spared the polling. */
const QUIET_MS = 15_000;

/** Airflow parses a broken DAG file again after 30 s at most, and calls the failure callback then. */
const CALLBACK_MS = 40_000;

/** So long Airflow is waited for on behalf of a run that can be told without it. */
const ASKING_MS = 2_000;

/** Of the request's budget so much is left to tell the run. */
const TELLING_MS = 1_000;

export type RunDetailDependencies = {
  readonly database: RequestDatabase;
  /** The same as its owner, for a run that has to be closed. */
  readonly ownDatabase: RequestDatabase;
  readonly airflow: Pick<AirflowClient, 'findRun' | 'within'>;
  readonly logger: Logger;
  readonly budget: Budget;
};

/**
 * A run with its progress, counts, rejects, and the run before it. One that Airflow has queued is told, too; one that Airflow
 * gave up on is closed.
 *
 * @throws ServiceError 404 RUN_NOT_FOUND, 503 AIRFLOW_UNAVAILABLE, DatabaseUnavailableError
 */
export async function runDetail(runId: string, dependencies: RunDetailDependencies): Promise<RunDetail> {
  const { database } = dependencies;
  const run = await recorded(runId, database);
  if (!run) return await fromAirflow(runId, dependencies);
  const { detail, heardAt } = await fromDatabase(run, database);
  if (run.state !== 'running') return detail;
  const now = await closedIfAbandoned(run, heardAt, dependencies);
  return now === run ? detail : (await fromDatabase(now, database)).detail;
}

/** Runs as they are now: those on record as running that Airflow gave up on are closed first. */
export async function currentRuns(runs: readonly Run[], dependencies: RunDetailDependencies): Promise<Run[]> {
  return await Promise.all(
    runs.map(async (run) => {
      if (run.state !== 'running') return run;
      const parts = await dependencies.database.ask((sql) => partStates(sql, run.runId));
      return await closedIfAbandoned(run, lastHeard(run, parts), dependencies);
    }),
  );
}

/** Asks Airflow about a run that was not heard of for a while. Returns the run, or what it has become. */
async function closedIfAbandoned(
  run: Run,
  heardAt: number,
  { database, ownDatabase, airflow, logger, budget }: RunDetailDependencies,
): Promise<Run> {
  if (Date.now() - heardAt < QUIET_MS) return run;
  const asked = airflow.within(budget.keepingBack(TELLING_MS).atMost(ASKING_MS));
  const options = { airflow: asked, logger, step: 'dag', graceMs: CALLBACK_MS };
  await ownDatabase.ask((sql) => closeIfAbandoned(run.runId, { ...options, database: sql }));
  const now = await recorded(run.runId, database);
  return now && now.state !== 'running' ? now : run;
}

/** The run of that id, if there is a record of it. */
async function recorded(runId: string, database: RequestDatabase): Promise<Run | undefined> {
  return await database.ask((sql) => findRun(sql, runId));
}

/** @throws ServiceError 404 RUN_NOT_FOUND when there is no record of that run */
export async function requireRun(runId: string, database: RequestDatabase): Promise<void> {
  if (!(await recorded(runId, database))) throw notFound(runId);
}

/** What is known of a run, and when it was last heard of, in milliseconds since 1970. */
async function fromDatabase(run: Run, database: RequestDatabase) {
  const [parts, rejects, previous, usualMs] = await database.ask((sql) =>
    Promise.all([
      partStates(sql, run.runId),
      rejectKinds(sql, run.runId),
      previousRun(sql, run.seq),
      usualDurationMs(sql, run.seq),
    ]),
  );
  return { detail: detailOf(run, { parts, rejects, previous, usualMs }), heardAt: lastHeard(run, parts) };
}

/** When a run last did something that others can see, in milliseconds since 1970. */
function lastHeard({ startedAt }: Run, parts: readonly PartState[]): number {
  return Math.max(startedAt.getTime(), ...parts.map((part) => part.heardAt?.getTime() ?? 0));
}

async function fromAirflow(runId: string, { airflow }: RunDetailDependencies): Promise<RunDetail> {
  const dagRun = await airflow.findRun(runId).catch((error: unknown) => {
    throw error instanceof AirflowUnavailableError ? refusals.airflowUnavailable(error) : error;
  });
  // A DAG run that succeeded without a record is one whose record was deleted: ETL_KEEP_RUNS.
  if (!dagRun || dagRun.state === 'success') throw notFound(runId);
  return unrecordedRun(runId, { ...dagRun, state: dagRun.state === 'failed' ? 'failed' : 'queued' });
}

function notFound(runId: string): ServiceError {
  return new ServiceError(404, 'RUN_NOT_FOUND', `There is no run ${runId}`);
}
