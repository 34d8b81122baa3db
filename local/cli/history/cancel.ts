import { setTimeout as delay } from 'node:timers/promises';
import { print, say } from '../../../terminal/output.ts';
import { runningStack } from '../../stack/record.ts';
import type { Settings } from '../../stack/settings.ts';
import { ApiError } from '../api/api-error.ts';
import { overHttp } from '../api/ask.ts';
import { cancelRun, runOf } from '../api/history.ts';
import { withApi } from '../api/with-api.ts';
import { activeRunIds } from '../runs/following/dag-run.ts';
import { resultOf, stateOf } from '../runs/telling/outcome.ts';

/** Longer than that a stack need not take to stop. */
const STOPS_WITHIN_MS = 15_000;

/** What is said when the API says no; what is not here it says itself. */
const REFUSALS: Readonly<Record<string, (runId: string) => string>> = {
  RUN_NOT_FOUND: (runId) => `There is no run ${runId}. ./run.sh runs lists all runs.`,
  RUN_ENDED: (runId) => `Run ${runId} has already ended: there is nothing to cancel.`,
};

/** `./run.sh cancel`: cancels a run of the running stack, unless told which the one that is queued or running. */
export async function cancel(
  projectDir: string,
  settings: Settings,
  runId: string | undefined,
): Promise<number> {
  const running = await runningStack(settings.stateDir);
  if (!running?.addresses) {
    say(
      running
        ? `The stack (process ${running.pid}) is still starting, so there is no run to cancel yet. Try again in a moment.`
        : 'No stack is running, so there is no run to cancel.',
      'red',
    );
    return 1;
  }
  const id = runId ?? (await activeRunIds(running.addresses))[0];
  if (id === undefined) {
    say('No run is queued or running: there is nothing to cancel.', 'red');
    return 1;
  }
  try {
    await cancelRun(overHttp(running.addresses.api, running.settings.handlers.API_KEY), id);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code === 'STOPPING') {
      return await afterTheStack(projectDir, settings, id, error);
    }
    say(REFUSALS[error.code]?.(id) ?? `Run ${id} was not cancelled: ${error.message}`, 'red');
    return 1;
  }
  return told(id);
}

function told(runId: string): number {
  print(`Run ${runId} was cancelled. The table is unchanged.`);
  return 0;
}

/** A stack that is there for one run stops as soon as that has ended, and then may not say that it was cancelled. */
async function afterTheStack(
  projectDir: string,
  settings: Settings,
  runId: string,
  error: unknown,
): Promise<number> {
  for (
    let waitedMs = 0;
    (await runningStack(settings.stateDir)) && waitedMs < STOPS_WITHIN_MS;
    waitedMs += 100
  ) {
    await delay(100);
  }
  if (await runningStack(settings.stateDir)) {
    throw error;
  }
  return await withApi(projectDir, settings, async (ask) => {
    const run = await runOf(ask, runId);
    if (stateOf(run) === 'cancelled') {
      return told(runId);
    }
    say(`Run ${runId} was not cancelled, and its stack has stopped. ${resultOf(run)}`, 'red');
    return 1;
  });
}
