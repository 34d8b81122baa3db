import type { RunDetail } from './run-views.ts';

/**
 * Whether the API tells of the very run that was started. Under its id there may be the record of an older run, when
 * Airflow has lost its history: then plan refuses the new one, and the older one's success is none of ours.
 *
 * @param queuedAt when Airflow queued the DAG run that was started
 */
export function isOwnRun({ startedAt, queuedAt }: RunDetail, ownQueuedAt: Date): boolean {
  // What is not recorded yet the API has from Airflow itself.
  return startedAt === null || Date.parse(queuedAt ?? '') === ownQueuedAt.getTime();
}
