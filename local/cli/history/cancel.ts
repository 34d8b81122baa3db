import { print, say } from '../../../terminal/output.ts';
import { runningStack } from '../../stack/record.ts';
import type { Settings } from '../../stack/settings.ts';
import { ApiError } from '../api/api-error.ts';
import { overHttp } from '../api/ask.ts';
import { cancelRun } from '../api/history.ts';
import { activeRunIds } from '../runs/dag-run.ts';

/** What is said when the API says no; what is not here it says itself. */
const REFUSALS: Readonly<Record<string, (runId: string) => string>> = {
  RUN_NOT_FOUND: (runId) => `There is no run ${runId}. ./run.sh runs lists all runs.`,
  RUN_ENDED: (runId) => `Run ${runId} has already ended: there is nothing to cancel.`,
};

/** `./run.sh cancel`: cancels a run of the running stack, unless told which the one that is queued or running. */
export async function cancel(settings: Settings, runId: string | undefined): Promise<number> {
  const running = await runningStack(settings.stateDir);
  if (!running?.addresses) {
    say('No stack is running, so there is no run to cancel.', 'red');
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
    if (!(error instanceof ApiError)) {
      throw error;
    }
    say(REFUSALS[error.code]?.(id) ?? `Run ${id} was not cancelled: ${error.message}`, 'red');
    return 1;
  }
  print(`Run ${id} was cancelled. The table is unchanged.`);
  return 0;
}
