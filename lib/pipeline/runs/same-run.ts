import { InputError } from '../../errors.ts';
import type { Run } from '../../store/runs/runs.ts';

/**
 * Whether a DAG run is the one that is recorded under its id. An Airflow that has lost its history may give an id once
 * more; when a DAG run was queued tells the two apart.
 *
 * @param queuedAt when the DAG run was queued; undefined for a step that was invoked by hand without it
 */
export function isSameRun(recorded: Pick<Run, 'queuedAt'>, queuedAt: Date | undefined): boolean {
  return queuedAt === undefined || queuedAt.getTime() === recorded.queuedAt.getTime();
}

/** @throws InputError RUN_ID_USED when the run that is recorded under this id is another one */
export function refuseUsedId(
  recorded: Pick<Run, 'runId' | 'queuedAt' | 'state'>,
  queuedAt: Date | undefined,
): void {
  if (queuedAt === undefined || isSameRun(recorded, queuedAt)) {
    return;
  }
  const { runId, state } = recorded;
  throw new InputError(
    'RUN_ID_USED',
    `the id ${runId} already belongs to another run, queued at ${recorded.queuedAt.toISOString()} and recorded as ` +
      `${state}; this DAG run was queued at ${queuedAt.toISOString()}. A run needs its own id: Airflow has lost its ` +
      'history, or somebody gave this id by hand. Nothing was read or changed: start another run; it gets a free id',
  );
}
