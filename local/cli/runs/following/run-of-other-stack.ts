import type { ModelNames } from '../../../../bundling/model-stamp.ts';
import { say } from '../../../../terminal/output.ts';
import type { Addresses } from '../../../stack/addresses.ts';
import type { Settings } from '../../../stack/settings.ts';
import { stopSignal } from '../../stop-signal.ts';
import { type RunOptions, runOnce } from '../run-once.ts';
import { INTERRUPTED } from './interrupt-run.ts';

/**
 * One run of a stack that was running before. Interrupted, this leaves the run to its stack, and says so.
 *
 * @returns the exit code of the run, or 130 when it is not waited for any more
 */
export async function runOfOtherStack(
  addresses: Addresses,
  settings: Settings,
  options: RunOptions,
  names: ModelNames,
): Promise<number> {
  const abandoned = new AbortController();
  let started: string | undefined;
  const waiting = {
    ownsStack: false,
    abandoned: abandoned.signal,
    onStarted: (runId: string) => {
      started = runId;
    },
  };
  const interrupted = stopSignal().then((signal) => {
    abandoned.abort();
    say(interruptedLines(signal, started), 'red');
    return INTERRUPTED;
  });
  return await Promise.race([runOnce(addresses, settings, options, names, waiting), interrupted]);
}

/** What becomes of a run that nobody waits for any more. @param runId undefined when none was started yet */
export function interruptedLines(signal: string, runId: string | undefined): string[] {
  return runId === undefined
    ? [`Interrupted (${signal}) before a run was started.`]
    : [
        `Interrupted (${signal}), but run ${runId} goes on in the running stack.`,
        `  ./run.sh cancel ${runId}   cancels it`,
        `  ./run.sh run ${runId}      shows its result`,
      ];
}
