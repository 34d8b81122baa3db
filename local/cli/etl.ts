import { setTimeout as delay } from 'node:timers/promises';
import { type ModelStamp, readModelStamp } from '../../bundling/model-stamp.ts';
import { say } from '../../terminal/output.ts';
import type { Addresses } from '../stack/addresses.ts';
import { runningStack } from '../stack/record.ts';
import { differences, type Settings, UsageError } from '../stack/settings.ts';
import { changedModel, otherStack } from './other-stack.ts';
import { runOfOtherStack } from './runs/following/run-of-other-stack.ts';
import { runOfOwnStack } from './runs/following/run-of-own-stack.ts';
import type { RunOptions } from './runs/run-once.ts';
import { refuseUnusableFolder } from './usable-folder.ts';

/** What `etl` is asked for. */
export type EtlOptions = RunOptions & {
  /** Whether a folder was asked for, by --data or ETL_DATA_DIR. */
  readonly namesFolder: boolean;
};

const START_TIMEOUT_MS = 120_000;

/** `./run.sh etl`: one run, its summary, and an exit code that says how it ended. */
export async function etl(
  projectDir: string,
  given: Settings,
  { namesFolder, ...options }: EtlOptions,
): Promise<number> {
  const built = readModelStamp(projectDir);
  const settings = namesFolder ? given : await withFolderOfStack(given);
  await refuseUnusableFolder(projectDir, settings.dataDir);
  const running = await readyStack(settings, built);
  if (running) {
    return await runOfOtherStack(running, settings, options, built);
  }
  return await runOfOwnStack(projectDir, withoutCooldown(settings), options, built);
}

/** A stack runs on other files than ours would be: nobody has asked for ours, so the run reads those of the stack. */
async function withFolderOfStack(settings: Settings): Promise<Settings> {
  const running = await runningStack(settings.stateDir);
  const { dataDir = settings.dataDir } = running?.settings ?? {};
  if (running && dataDir !== settings.dataDir) {
    say(`The stack that is running (process ${running.pid}) reads ${dataDir}, and so does this run.`, 'dim');
  }
  return { ...settings, dataDir };
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
