import { type AirflowClient, AirflowUnavailableError, type DagRun } from '../../clients/airflow.ts';
import type { RequestDatabase } from '../../clients/request-database.ts';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { requestIdIn } from '../../request-id.ts';
import { recordFailedRun } from '../../store/runs/run-records.ts';
import { asOfDate } from '../trigger/as-of.ts';
import { CALLBACK_MS } from './abandoned-runs.ts';

export interface UnrecordedRunDependencies {
  /** As the owner of the tables. */
  readonly ownDatabase: RequestDatabase;
  readonly airflow: Pick<AirflowClient, 'findRun'>;
  readonly config: Pick<Config, 'ETL_AS_OF' | 'ETL_DATA_DIR'>;
  readonly logger: Logger;
}

/**
 * Records a run that Airflow gave up on before anything of it could be recorded: neither a step nor the failure callback
 * reached the database. So every run that was started is on record, once all works again and somebody asks for it.
 *
 * @returns whether the run was recorded by this call
 * @throws DatabaseUnavailableError
 */
export async function recordIfLost(
  runId: string,
  { ownDatabase, airflow, config, logger }: UnrecordedRunDependencies,
): Promise<boolean> {
  const dagRun = await known(runId, airflow);
  if (dagRun?.state !== 'failed' || !dagRun.queuedAt || !dagRun.endedAt) {
    return false;
  }
  if (Date.now() - dagRun.endedAt.getTime() < CALLBACK_MS) {
    return false;
  }
  const { queuedAt } = dagRun;
  const run = {
    ...{ runId, queuedAt, location: config.ETL_DATA_DIR, acceptDeletes: false },
    asOf: asOfDate(config, queuedAt),
    requestId: requestIdIn(dagRun.conf),
  };
  const message = 'the DAG run failed, and none of its steps reached the database';
  const isRecorded = await ownDatabase.ask((sql) =>
    recordFailedRun(sql, run, { step: 'dag', code: 'DAG_RUN_FAILED', message }),
  );
  if (isRecorded) {
    logger.warn('recorded a run that had failed without a record', { failedRunId: runId });
  }
  return isRecorded;
}

/** What Airflow knows of a run; whoever tells the run asks again, and says that Airflow can't be asked. */
async function known(runId: string, airflow: Pick<AirflowClient, 'findRun'>): Promise<DagRun | undefined> {
  try {
    return await airflow.findRun(runId);
  } catch (error) {
    if (error instanceof AirflowUnavailableError) {
      return undefined;
    }
    throw error;
  }
}
