import { setTimeout as delay } from 'node:timers/promises';
import { type ModelStamp, readModelStamp } from '../../bundling/model-stamp.ts';
import { say } from '../../terminal/output.ts';
import type { Addresses } from '../stack/addresses.ts';
import { runningStack } from '../stack/record.ts';
import { differences, type Settings, UsageError } from '../stack/settings.ts';
import { startStack } from '../stack/start-stack.ts';
import { crash } from './crash.ts';
import { changedModel, otherStack } from './other-stack.ts';
import { runOfOtherStack } from './runs/run-of-other-stack.ts';
import { type RunOptions, runOnce } from './runs/run-once.ts';
import { stopSignal } from './stop-signal.ts';

const START_TIMEOUT_MS = 120_000;

/** `./run.sh etl`: one run, its summary, and an exit code that says how it ended. */
export async function etl(projectDir: string, settings: Settings, options: RunOptions): Promise<number> {
  const built = readModelStamp(projectDir);
  const running = await readyStack(settings, built);
  if (running) {
    return await runOfOtherStack(running, settings, options, built);
  }

  const [stopped, crashed] = [stopSignal(), crash()];
  const abandoned = new AbortController();
  say('Starting the local stack …', 'dim');
  const stack = await startStack({
    projectDir,
    settings: withoutCooldown(settings),
    log: (text) => say(`  ${text}`, 'dim'),
    onLogLine: () => undefined,
  });
  const waiting = { ownsStack: true, abandoned: abandoned.signal, onStarted: () => undefined };
  try {
    const outcome = await Promise.race([
      runOnce(stack.addresses, settings, options, built, waiting),
      stopped.then((signal) => `Interrupted (${signal})`),
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

/** Nobody else triggers a stack that is there for one run, so two commands in a row need not wait for each other. */
function withoutCooldown(settings: Settings): Settings {
  const { ETL_TRIGGER_COOLDOWN_S: given, ...handlers } = settings.handlers;
  return { ...settings, handlers: { ...handlers, ETL_TRIGGER_COOLDOWN_S: given || '0' } };
}

/**
 * The addresses of a stack that runs on this state folder, once it is ready.
 *
 * @param built what dist/ is of now
 * @throws UsageError when it runs with other settings, or what its model was before a change
 */
async function readyStack(settings: Settings, built: ModelStamp): Promise<Addresses | undefined> {
  for (const deadline = performance.now() + START_TIMEOUT_MS; ; await delay(100)) {
    const running = await runningStack(settings.stateDir);
    if (!running) {
      return undefined;
    }
    const other = [...differences(running.settings, settings), ...changedModel(running, built)];
    if (other.length > 0) {
      throw new UsageError(otherStack(running, other));
    }
    if (running.addresses) {
      return running.addresses;
    }
    if (performance.now() > deadline) {
      throw new Error(`The stack (process ${running.pid}) is not ready after ${START_TIMEOUT_MS / 1000} s.`);
    }
  }
}
