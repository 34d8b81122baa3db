import type { DagRun } from '../../clients/airflow.ts';

/** Run ids of ours are this and a number that grows with each run. */
export const RUN_ID_PREFIX = 'etl-';

/**
 * How far a number goes on after a failed run. The run may have been refused because its id was used before: an older
 * history was put back into Airflow. More runs than that are hardly ever recorded (ETL_KEEP_RUNS).
 */
const PAST_USED = 1_000;

/**
 * The id of the next run: one more than the newest, or, where there is none, the milliseconds from 1970 to the moment
 * when Airflow last read the DAG's file. So an Airflow whose history was lost begins after all ids that it gave
 * before, however many runs there were. Only what Airflow says counts, and no clock of ours: triggers at the same time
 * must ask for the same id, for Airflow to refuse all but one.
 *
 * @param newest the newest run whose id begins with the prefix
 * @param parsedAt when Airflow last read the DAG's file
 */
export function nextRunId(newest: DagRun | undefined, parsedAt: Date): string {
  return `${RUN_ID_PREFIX}${nextNumber(newest, parsedAt)}`;
}

function nextNumber(newest: DagRun | undefined, parsedAt: Date): number {
  if (!newest) {
    return parsedAt.getTime();
  }
  const queuedMs = (newest.queuedAt ?? parsedAt).getTime();
  const digits = /^etl-(\d{1,15})$/.exec(newest.runId)?.[1];
  if (!digits) {
    return queuedMs;
  }
  const number = Number(digits);
  return newest.state === 'failed' ? Math.max(number + PAST_USED, queuedMs) : number + 1;
}
