import type { AirflowClient } from '../../clients/airflow.ts';
import type { Database } from '../../clients/postgres.ts';
import { messageOf } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { clearStages } from '../../store/derivation/stage/clear-stages.ts';
import { closeAsFailed } from '../../store/runs/run-records.ts';
import { otherRunningRuns } from '../../store/runs/runs.ts';

/**
 * Milliseconds after the end of a DAG run in which its failure callback, which knows the reason better, may still come:
 * Airflow parses a broken DAG file again after 30 s at most, and calls it then.
 */
export const CALLBACK_MS = 40_000;

export interface AbandonedDependencies {
  /** As the owner of the tables: to close a run is to write. */
  readonly database: Database;
  readonly airflow: Pick<AirflowClient, 'findRun'>;
  readonly logger: Logger;
}

/**
 * Closes runs that are recorded as running although Airflow says that they have ended, or knows nothing of
 * them: the Lambda server was gone when their failure should have been told. Without Airflow's word a run is
 * left alone, since a backfill may really be running beside this one.
 */
export async function closeAbandonedRuns(
  ownRunId: string,
  dependencies: AbandonedDependencies,
): Promise<void> {
  for (const runId of await otherRunningRuns(dependencies.database, ownRunId)) {
    await closeIfAbandoned(runId, { ...dependencies, step: 'plan' });
  }
}

/**
 * Closes a run that is recorded as running, if Airflow says that it has ended or knows nothing of it.
 *
 * @param graceMs for so long after the end of a DAG run its failure callback, which knows the reason better, may still come
 * @returns whether this call closed the run
 */
export async function closeIfAbandoned(
  runId: string,
  {
    database,
    airflow,
    logger,
    step,
    graceMs = 0,
  }: AbandonedDependencies & { readonly step: string; readonly graceMs?: number },
): Promise<boolean> {
  try {
    const dagRun = await airflow.findRun(runId);
    if (dagRun?.state === 'queued' || dagRun?.state === 'running') {
      return false;
    }
    if (dagRun?.endedAt && Date.now() - dagRun.endedAt.getTime() < graceMs) {
      return false;
    }
    const ended = dagRun ? `ended as ${dagRun.state}` : 'does not exist in Airflow';
    const message = dagRun
      ? `the DAG run ended in Airflow as ${dagRun.state}, and none of its steps said why: somebody set its state there, ` +
        'or the steps did not reach the database'
      : 'the DAG run no longer exists in Airflow: it was deleted there, or Airflow has lost its history';
    const closed = await closeAsFailed(database, runId, { step, code: 'ABANDONED', message });
    await clearStages(database, runId);
    if (closed) {
      logger.warn('closed an abandoned run', { abandonedRunId: runId, reason: ended });
    }
    return closed;
  } catch (error) {
    logger.warn('could not tell whether a run is abandoned', {
      abandonedRunId: runId,
      reason: messageOf(error),
    });
    return false;
  }
}
