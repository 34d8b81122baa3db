import { type AirflowClient, asServiceError } from '../clients/airflow.ts';
import type { RequestDatabase } from '../clients/request-database.ts';
import { ServiceError } from '../errors.ts';
import type { Model } from '../model/model.ts';
import { requestIdIn } from '../request-id.ts';
import type { RunDetail } from '../schemas/run.ts';
import { surroundingsOf } from '../store/runs/run-surroundings.ts';
import { findRun, type Run } from '../store/runs/runs.ts';
import type { RunSettings } from './run-links.ts';
import { detailOf } from './run-view.ts';
import { unrecordedRun } from './unrecorded-run.ts';

interface RunDependencies {
  readonly database: RequestDatabase;
  readonly model: Model;
  readonly config: RunSettings;
}

/** A recorded run with its progress, counts, rejects, and the run before it. @throws DatabaseUnavailableError */
export async function tellRun(run: Run, { database, model, config }: RunDependencies): Promise<RunDetail> {
  const surroundings = await database.ask((sql) => surroundingsOf(sql, run));
  return detailOf(run, surroundings, model, config);
}

/**
 * A run that is not recorded: Airflow has queued it, or it failed before its first step.
 *
 * @throws ServiceError RUN_NOT_FOUND, AIRFLOW_UNAVAILABLE
 */
export async function queuedRun(
  runId: string,
  {
    airflow,
    model,
    config,
  }: Omit<RunDependencies, 'database'> & { readonly airflow: Pick<AirflowClient, 'findRun'> },
): Promise<RunDetail> {
  const dagRun = await airflow.findRun(runId).catch((error: unknown) => {
    throw asServiceError(error);
  });
  // A DAG run that succeeded without a record is one whose record was deleted: ETL_KEEP_RUNS.
  if (!dagRun || dagRun.state === 'success') {
    throw notFound(runId);
  }
  const state = dagRun.state === 'failed' ? 'failed' : 'queued';
  const requestId = requestIdIn(dagRun.conf);
  return unrecordedRun({ ...dagRun, runId, state, requestId }, model, config);
}

/** @throws ServiceError RUN_NOT_FOUND when there is no record of that run, DatabaseUnavailableError */
export async function requireRun(runId: string, database: RequestDatabase): Promise<void> {
  if (!(await database.ask((sql) => findRun(sql, runId)))) {
    throw notFound(runId);
  }
}

function notFound(runId: string): ServiceError {
  return new ServiceError('RUN_NOT_FOUND', `There is no run ${runId}`);
}
