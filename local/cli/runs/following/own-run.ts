import type { RunDetail } from '../run-views.ts';

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

export interface OwnRun {
  /** The run as the API tells it; undefined when it doesn't know it, doesn't answer, or tells of another one. */
  readonly readRun: () => Promise<RunDetail | undefined>;
  /** The other run that the API told of. */
  readonly other: () => RunDetail | undefined;
}

/**
 * Looks at a run that was just started, and at no other of the same id.
 *
 * @param readQueuedAt asks Airflow when the DAG run was queued. Nothing but the end of a run waits for its answer: a short
 *   run would be over before it was shown
 */
export function ownRun(
  readRun: () => Promise<RunDetail | undefined>,
  readQueuedAt: () => Promise<Date>,
): OwnRun {
  let [known, other]: [Date?, RunDetail?] = [];
  const asked = readQueuedAt().then((queuedAt) => {
    known = queuedAt;
    return queuedAt;
  });
  // Who waits for it is told.
  asked.catch(() => undefined);
  return {
    readRun: async () => {
      const run = await readRun();
      const hasEnded = run?.state === 'succeeded' || run?.state === 'failed';
      const queuedAt = hasEnded ? await asked : known;
      if (!run || !queuedAt || isOwnRun(run, queuedAt)) {
        return run;
      }
      other = run;
      return undefined;
    },
    other: () => other,
  };
}
