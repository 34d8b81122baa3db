import type { ModelNames } from '../../../../bundling/model-stamp.ts';
import { say } from '../../../../terminal/output.ts';
import type { Settings } from '../../../stack/settings.ts';
import { type Stack, startStack } from '../../../stack/start-stack.ts';
import { crash } from '../../crash.ts';
import { stopSignal } from '../../stop-signal.ts';
import { type RunOptions, runOnce } from '../run-once.ts';
import { INTERRUPTED, interruptRun, runInHand } from './interrupt-run.ts';

/**
 * One run of a stack that is started for it, and stopped afterwards. Interrupted, it cancels the run before it stops.
 *
 * @returns the exit code of the run, 130 when it was interrupted, 1 when the stack broke
 */
export async function runOfOwnStack(
  projectDir: string,
  settings: Settings,
  options: RunOptions,
  names: ModelNames,
): Promise<number> {
  const [stopped, crashed] = [stopSignal(), crash()];
  const abandoned = new AbortController();
  void stopped.then(() => abandoned.abort());
  say('Starting the local stack …', 'dim');
  const stack = await startStack({
    ...{ projectDir, settings },
    log: (text) => say(`  ${text}`, 'dim'),
    onLogLine: () => undefined,
  });
  try {
    if (abandoned.signal.aborted) {
      say('Interrupted before a run was started.', 'red');
      return INTERRUPTED;
    }
    const outcome = await Promise.race([
      codeOfRun(stack, settings, options, names, abandoned.signal, stopped),
      stack.broken.then((part) => `${part} has ended`),
      crashed,
    ]);
    if (typeof outcome === 'number') {
      return outcome;
    }
    abandoned.abort();
    say([outcome, 'Stopping …'].flat(), 'red');
    return 1;
  } finally {
    await stack.stop();
  }
}

/** How a run ended, or what became of it when it was interrupted. */
async function codeOfRun(
  { addresses }: Stack,
  settings: Settings,
  options: RunOptions,
  names: ModelNames,
  abandoned: AbortSignal,
  stopped: Promise<unknown>,
): Promise<number> {
  let started: string | undefined;
  const onStarted = (runId: string) => {
    started = runId;
  };
  const interrupted = stopped.then(async () => {
    const inHand = runInHand(addresses, settings.handlers.API_KEY, () => started);
    const { code, lines } = await interruptRun(inHand);
    say(lines, code === 0 ? undefined : 'red');
    return code;
  });
  const ended = runOnce(addresses, settings, options, names, { ownsStack: true, abandoned, onStarted });
  // The stack must not stop before the run is cancelled.
  const told = ended.then(
    async (code) => (abandoned.aborted ? await interrupted : code),
    async (error: unknown) => {
      if (!abandoned.aborted) {
        throw error;
      }
      return await interrupted;
    },
  );
  return await Promise.race([told, interrupted]);
}
