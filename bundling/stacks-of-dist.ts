import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, processIsAlive } from '../local/processes/process-info.ts';
import { ModelError } from './model-error.ts';

/** A stack that runs what is in dist/, of which it loads each function at its first call. */
export interface StackOfDist {
  /** The process of run.sh. */
  readonly pid: number;
  /** The folder of its model. */
  readonly model: string;
  /** A hash of the model's sources, as it was built of them; of a stack of an earlier release unknown. */
  readonly hash?: string;
  readonly api: string;
}

/** Where they are noted, a file each, relative to the project. */
const FOLDER = 'dist/stacks';

/** How the command line of a stack's process looks; the id alone may belong to somebody else by now. */
const SUPERVISOR = 'local/main.ts';

/** Notes that a stack runs what is in dist/. @returns takes the note away */
export function noteStack(projectDir: string, stack: StackOfDist): () => void {
  const file = noteOf(projectDir, stack);
  mkdirSync(join(projectDir, FOLDER), { recursive: true });
  writeFileSync(file, JSON.stringify(stack));
  return () => rmSync(file, { force: true });
}

/**
 * Keeps a build from putting another model, or its own as it was changed since, under a stack that is running. Notes of stacks
 * that were killed are taken away.
 *
 * @param built the folder of the model that is to be built, and the hash of its sources
 * @throws ModelError naming the stack, and what to do
 */
export async function refuseToSwapModels(
  projectDir: string,
  { folder: model, hash }: { readonly folder: string; readonly hash: string },
): Promise<void> {
  for (const stack of notedStacks(projectDir)) {
    if (!(await isRunning(stack))) {
      rmSync(noteOf(projectDir, stack), { force: true });
    } else if (stack.model !== model) {
      throw new ModelError(
        `A stack of the model ${stack.model} uses dist/ (process ${stack.pid}, ${stack.api}): building ${model} would replace its code while it runs.\n` +
          `Stop it (Ctrl-C where it runs, or kill ${stack.pid}), or set ETL_MODEL=${stack.model} here, too. ` +
          'To run two models side by side, use two copies of the project.',
      );
    } else if (stack.hash !== undefined && stack.hash !== hash) {
      throw new ModelError(
        `A stack of the model ${model} uses dist/ (process ${stack.pid}, ${stack.api}), and the model has changed since the stack started.\n` +
          'Building it now would give that stack half of the change: functions that were already called keep the old code. ' +
          `Stop the stack (Ctrl-C where it runs, or kill ${stack.pid}), then try again.`,
      );
    }
  }
}

const noteOf = (projectDir: string, { pid }: StackOfDist): string => join(projectDir, FOLDER, `${pid}.json`);

function notedStacks(projectDir: string): StackOfDist[] {
  const folder = join(projectDir, FOLDER);
  try {
    return readdirSync(folder).flatMap((name) => parsed(join(folder, name)));
  } catch {
    return [];
  }
}

/** A note that can't be read is one that is being written or taken away. */
function parsed(file: string): StackOfDist[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as StackOfDist];
  } catch {
    return [];
  }
}

async function isRunning({ pid }: StackOfDist): Promise<boolean> {
  return processIsAlive(pid) && ((await commandLineOf(pid)) ?? '').includes(SUPERVISOR);
}
