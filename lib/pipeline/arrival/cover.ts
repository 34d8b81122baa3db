import type { DagRun } from '../../clients/airflow.ts';
import { type Arrival, arrivalIn, isSameOrLater } from '../trigger/arrival.ts';

/**
 * Milliseconds by which the clocks of S3 and of Airflow may differ. An Airflow whose clock is further off can't invoke our
 * steps: AWS refuses a signed request that is five minutes away from its own time.
 */
export const SKEW_MS = 300_000;

/** Why a run reads the files of an arrival, so that no other has to be started for it. */
export type CoverReason = 'queued' | 'same_or_later_arrival' | 'started_later' | 'created_since';

/** The run that reads the files of an arrival. */
export interface Cover {
  readonly runId: string;
  readonly reason: CoverReason;
}

/**
 * A run that reads the files of an arrival, or has read them: it starts, or started, after they were written. Where that is
 * not sure there is none: a run too many costs some minutes, a run too few loses files.
 *
 * @param runs the newest runs, the newest first, as they were at a moment after the write
 * @param before the ids of those that were there at an earlier moment after the write, when nothing covered the arrival
 */
export function coverOf(
  arrival: Arrival,
  runs: readonly DagRun[],
  before?: ReadonlySet<string>,
): Cover | undefined {
  const carrying = runs.find(({ conf }) => {
    const carried = arrivalIn(conf);
    return carried !== undefined && isSameOrLater(carried, arrival);
  });
  if (carrying) {
    // However it ended: what becomes of a run that failed, or was cancelled, people decide, and not an event that comes twice.
    return { runId: carrying.runId, reason: 'same_or_later_arrival' };
  }
  const reading = runs.filter((run) => run.state !== 'failed' && readsFilesAtStart(run));
  const queued = reading.find(({ state }) => state === 'queued');
  if (queued) {
    return { runId: queued.runId, reason: 'queued' };
  }
  const writtenMs = Date.parse(arrival.time);
  const later = reading.find(({ startedAt }) => startedAt && startedAt.getTime() > writtenMs + SKEW_MS);
  if (later) {
    return { runId: later.runId, reason: 'started_later' };
  }
  const created = createdSince(runs, before).find((run) => reading.includes(run));
  return created && { runId: created.runId, reason: 'created_since' };
}

/** The runs that are newer than all that were there before. */
function createdSince(runs: readonly DagRun[], before: ReadonlySet<string> | undefined): readonly DagRun[] {
  const known = before === undefined ? 0 : runs.findIndex(({ runId }) => before.has(runId));
  return known < 0 ? runs : runs.slice(0, known);
}

/**
 * Whether a run reads the files when it starts. One that somebody cleared in Airflow does not: it is queued once more, keeps
 * the moment after which it may run, and plan finds that its record is closed. Nor does one soon that is for a later day.
 */
function readsFilesAtStart({ queuedAt, runAfter }: DagRun): boolean {
  return !queuedAt || !runAfter || Math.abs(queuedAt.getTime() - runAfter.getTime()) <= SKEW_MS;
}
