import { setTimeout as delay } from 'node:timers/promises';
import type { Addresses } from '../../../stack/addresses.ts';
import { ApiError } from '../../api/api-error.ts';
import { type AskApi, overHttp } from '../../api/ask.ts';
import { cancelRun, runOf } from '../../api/history.ts';
import type { RunDetail } from '../run-views.ts';
import { resultOf } from '../telling/outcome.ts';
import { activeRunIds } from './dag-run.ts';

/** The exit code of a program that was interrupted. */
export const INTERRUPTED = 130;

/** Whoever presses Ctrl-C does not wait longer for the run to be cancelled. */
const CANCELLED_WITHIN_MS = 3_000;

/** What became of an interrupted run: an exit code, and what a person is told. */
export interface Interruption {
  readonly code: number;
  readonly lines: readonly string[];
}

/** What can be done to the run of a stack that is about to stop. */
export interface RunInHand {
  /** The id of the run; undefined when there is none. */
  readonly find: () => Promise<string | undefined>;
  /** @throws ApiError RUN_ENDED */
  readonly cancel: (runId: string) => Promise<void>;
  readonly read: (runId: string) => Promise<RunDetail>;
}

/**
 * Cancels the run of a stack that is about to stop, so that its record says what became of it.
 *
 * @param wait resolves when nobody waits for it any longer
 */
export async function interruptRun(
  run: RunInHand,
  wait: Promise<unknown> = delay(CANCELLED_WITHIN_MS, undefined, { ref: false }),
): Promise<Interruption> {
  const late = wait.then(() =>
    interrupted('Interrupted. The run did not end in time; its stack stops with it.'),
  );
  return await Promise.race([cancelled(run), late]).catch((error: unknown) =>
    interrupted(
      `Interrupted. The run could not be cancelled: ${error instanceof Error ? error.message : error}`,
    ),
  );
}

/** A run that was just triggered may not be queued yet. */
const QUEUED_WITHIN_MS = 1_000;

/** The run of a stack. @param started the id of the run that was started, as soon as it is known */
export function runInHand(
  addresses: Addresses,
  apiKey: string,
  started: () => string | undefined,
): RunInHand {
  const ask: AskApi = overHttp(addresses.api, apiKey);
  return {
    find: async () => {
      for (let waitedMs = 0; ; waitedMs += 100) {
        const runId = started() ?? (await activeRunIds(addresses))[0];
        if (runId !== undefined || waitedMs >= QUEUED_WITHIN_MS) {
          return runId;
        }
        await delay(100);
      }
    },
    cancel: (runId) => cancelRun(ask, runId),
    read: (runId) => runOf(ask, runId),
  };
}

async function cancelled({ find, cancel, read }: RunInHand): Promise<Interruption> {
  const runId = await find();
  if (runId === undefined) {
    return interrupted('Interrupted before a run was started.');
  }
  try {
    await cancel(runId);
    return interrupted(`Interrupted: run ${runId} was cancelled. The table is unchanged.`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'RUN_ENDED') {
      throw error;
    }
  }
  const run = await read(runId);
  return run.state === 'succeeded'
    ? { code: 0, lines: [`Interrupted, but run ${runId} had already published.`, `  ${resultOf(run)}`] }
    : interrupted(`Interrupted. Run ${runId} had already ended: ${resultOf(run)}`);
}

const interrupted = (line: string): Interruption => ({ code: INTERRUPTED, lines: [line] });
