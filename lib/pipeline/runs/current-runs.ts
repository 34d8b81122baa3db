import type { AirflowClient } from '../../clients/airflow.ts';
import type { RequestDatabase } from '../../clients/request-database.ts';
import type { Logger } from '../../logger.ts';
import { lastHeardAt } from '../../store/runs/run-history.ts';
import { findRun, type Run } from '../../store/runs/runs.ts';
import type { Budget } from '../../time-limits/budget.ts';
import { CALLBACK_MS, closeIfAbandoned } from './abandoned-runs.ts';
import { recordIfLost, type UnrecordedRunDependencies } from './unrecorded-run.ts';

/** A run that was heard of within so many milliseconds is not asked about: Airflow is spared the polling. */
const QUIET_MS = 15_000;

/** So long Airflow is waited for on behalf of a run that can be told without it. */
const ASKING_MS = 2_000;

/** Of the request's budget so much is left to tell the run. */
const TELLING_MS = 1_000;

export interface CurrentRunDependencies {
  readonly database: RequestDatabase;
  /** The same as its owner, for a run that has to be closed. */
  readonly ownDatabase: RequestDatabase;
  readonly airflow: Pick<AirflowClient, 'findRun' | 'within'>;
  readonly logger: Logger;
  readonly budget: Budget;
}

/**
 * A run as it is now: one on record as running that Airflow gave up on is closed first, one that it gave up on before it
 * could be recorded is recorded.
 *
 * @returns undefined when there is no record of it
 * @throws DatabaseUnavailableError
 */
export async function currentRun(
  runId: string,
  dependencies: CurrentRunDependencies & UnrecordedRunDependencies,
): Promise<Run | undefined> {
  const run = await recorded(runId, dependencies);
  if (run) {
    return await asItIsNow(run, dependencies);
  }
  return (await recordIfLost(runId, dependencies)) ? await recorded(runId, dependencies) : undefined;
}

/** The same for runs whose records were read already. @throws DatabaseUnavailableError */
export async function currentRuns(
  runs: readonly Run[],
  dependencies: CurrentRunDependencies,
): Promise<Run[]> {
  return await Promise.all(runs.map((run) => asItIsNow(run, dependencies)));
}

/** Asks Airflow about a running run that was not heard of for a while. Returns the run, or what it has become. */
async function asItIsNow(run: Run, dependencies: CurrentRunDependencies): Promise<Run> {
  if (run.state !== 'running') {
    return run;
  }
  const { database, ownDatabase, airflow, logger, budget } = dependencies;
  const heardAt = (await database.ask((sql) => lastHeardAt(sql, run.runId))) ?? run.startedAt;
  if (Date.now() - heardAt.getTime() < QUIET_MS) {
    return run;
  }
  const asked = airflow.within(budget.keepingBack(TELLING_MS).atMost(ASKING_MS));
  const options = { airflow: asked, logger, step: 'dag', graceMs: CALLBACK_MS };
  await ownDatabase.ask((sql) => closeIfAbandoned(run.runId, { ...options, database: sql }));
  const now = await recorded(run.runId, dependencies);
  return now && now.state !== 'running' ? now : run;
}

/** The run of that id, if there is a record of it. */
async function recorded(
  runId: string,
  { database }: Pick<CurrentRunDependencies, 'database'>,
): Promise<Run | undefined> {
  return await database.ask((sql) => findRun(sql, runId));
}
