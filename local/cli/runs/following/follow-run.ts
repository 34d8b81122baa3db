import { setTimeout as delay } from 'node:timers/promises';
import type { RunDetail } from '../run-views.ts';

/** How a run ended; without a record when the API could not tell it. */
export interface EndedRun {
  readonly succeeded: boolean;
  readonly run: RunDetail | undefined;
}

export interface Sources {
  /** The run as the API tells it; undefined when it doesn't know it or doesn't answer. */
  readonly readRun: () => Promise<RunDetail | undefined>;
  /** The state of the DAG run as Airflow tells it. */
  readonly readState: () => Promise<string>;
}

/** A run that failed without a record may still get one, with the reason: Airflow calls `fail` when the DAG run has ended. */
const RECORD_WITHIN_MS = 5_000;

/**
 * Waits for a run to end: looks at it over the API, and at its DAG run in Airflow while the API has no answer.
 *
 * @param onLook given what was seen of a run that has not ended
 * @param wait milliseconds between two looks
 * @throws when neither answers
 */
export async function followRun(
  { readRun, readState }: Sources,
  onLook: (run: RunDetail | undefined) => void,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<EndedRun> {
  let [waitedMs, unrecordedMs] = [0, 0];
  for (;;) {
    const run = await readRun();
    if (run && hasEnded(run) && !(isUnrecorded(run) && unrecordedMs < RECORD_WITHIN_MS)) {
      return ended(run);
    }
    if (!run) {
      const state = await readState();
      if (isOver(state)) {
        return await lastLook(state, readRun);
      }
    }
    onLook(run);
    // Short runs are told at once, long ones cost nothing to watch.
    const pauseMs = Math.min(500, 10 + waitedMs / 20);
    await wait(pauseMs);
    waitedMs += pauseMs;
    if (run && isUnrecorded(run)) {
      unrecordedMs += pauseMs;
    }
  }
}

/** Longer than that it need not take a DAG run to end after its last step. */
const DAG_RUN_ENDS_WITHIN_MS = 10_000;

/** Waits for the DAG run itself to end, which it does a moment after the run: stopped before, Airflow would call it failed. */
export async function dagRunEnds(
  readState: Sources['readState'],
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < DAG_RUN_ENDS_WITHIN_MS; waitedMs += 50) {
    const state = await readState().catch(() => 'unknown');
    if (isOver(state)) {
      return;
    }
    await wait(50);
  }
}

/** The API may have come back in the meantime. */
async function lastLook(state: string, readRun: Sources['readRun']): Promise<EndedRun> {
  const run = await readRun();
  return run && hasEnded(run) ? ended(run) : { succeeded: state === 'success', run: undefined };
}

const ended = (run: RunDetail): EndedRun => ({ succeeded: run.state === 'succeeded', run });

const hasEnded = ({ state }: RunDetail) => state === 'succeeded' || state === 'failed';

const isOver = (state: string) => state === 'success' || state === 'failed';

const isUnrecorded = ({ error }: RunDetail) => error?.code === 'NOT_RECORDED';
