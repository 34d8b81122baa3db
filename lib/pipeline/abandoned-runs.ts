import { messageOf } from '../errors.ts';
import { closeAsFailed, otherRunningRuns } from '../store/runs.ts';
import { clearStages } from '../store/stage.ts';
import type { PlanDependencies } from './plan.ts';

/**
 * Closes runs that are recorded as running although Airflow says that they have ended, or knows nothing of
 * them: the Lambda server was gone when their failure should have been told. Without Airflow's word a run is
 * left alone, since a backfill may really be running beside this one.
 */
export async function closeAbandonedRuns(
  ownRunId: string,
  { database, airflow, logger }: Pick<PlanDependencies, 'database' | 'airflow' | 'logger'>,
): Promise<void> {
  for (const runId of await otherRunningRuns(database, ownRunId)) {
    try {
      const dagRun = await airflow.findRun(runId);
      if (dagRun?.state === 'queued' || dagRun?.state === 'running') continue;
      const ended = dagRun ? `ended as ${dagRun.state}` : 'is not known to Airflow';
      await closeAsFailed(database, runId, {
        step: 'plan',
        code: 'ABANDONED',
        message: `the DAG run ${ended} without this run being closed`,
      });
      await clearStages(database, runId);
      logger.warn('closed an abandoned run', { abandonedRunId: runId, reason: ended });
    } catch (error) {
      logger.warn('could not tell whether a run is abandoned', {
        abandonedRunId: runId,
        reason: messageOf(error),
      });
    }
  }
}
