import { shellWord } from '../../../command-line/shell-word.ts';
import type { Advice } from '../run-views.ts';
import type { RunFolder } from './run-folder.ts';

/** What a command is about. */
interface About {
  readonly runId: string;
  /** The folder that the run read; undefined when it is not known. */
  readonly folder: RunFolder | undefined;
}

/** The command that carries out an action of the API's advice; an action without one is a sentence only. */
const COMMANDS: Readonly<Record<string, (about: About) => readonly string[]>> = {
  accept_deletes: ({ folder }) => ['etl', ...dataOption(folder), '--accept-deletes'],
  run_again: ({ folder }) => ['etl', ...dataOption(folder)],
  see_rejects: ({ runId }) => ['rejects', '--run', runId],
  correct_files: ({ folder }) => ['check', ...named(folder)],
  see_logs: ({ runId }) => ['logs', runId],
};

/**
 * What to do about a run, the most useful first: a sentence, and below it the command.
 *
 * @param folder that the run read: a command that reads files names it, so that it reads those and no others
 */
export function adviceLines(runId: string, advice: readonly Advice[], folder?: RunFolder): string[] {
  return advice.flatMap(({ action, text }) => {
    const words = COMMANDS[action]?.({ runId, folder });
    return [`  ${text}`, ...(words === undefined ? [] : [`    ${commandLine(words)}`])];
  });
}

/** A command of run.sh as it can be pasted into a shell. */
export function commandLine(words: readonly string[]): string {
  return ['./run.sh', ...words.map(shellWord)].join(' ');
}

/** The folder where it must be named. */
const named = (folder: RunFolder | undefined): string[] => (!folder || folder.isUsual ? [] : [folder.path]);

const dataOption = (folder: RunFolder | undefined): string[] =>
  named(folder).flatMap((path) => ['--data', path]);
