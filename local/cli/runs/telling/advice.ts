import { CALLER_ENVIRONMENT } from '../../../command-line/project.ts';
import { shellWord } from '../../../command-line/shell-word.ts';
import type { Advice, RunDetail } from '../run-views.ts';
import type { RunFolder } from './run-folder.ts';

/** What a command is about. */
interface About {
  /** The folder that the run read; undefined when it is not known. */
  readonly folder: RunFolder | undefined;
  readonly run: AdvisedRun;
}

/** As much of a run as commands to do it again follow from. */
type AdvisedRun = Pick<RunDetail, 'runId' | 'asOf' | 'queuedAt' | 'error'>;

/** The command that carries out an action of the API's advice; an action without one is a sentence only. */
const COMMANDS: Readonly<Record<string, (about: About) => readonly string[]>> = {
  accept_deletes: ({ folder, run }) => ['etl', ...dataOption(folder), ...asOfOption(run), '--accept-deletes'],
  run_again: ({ folder, run }) => ['etl', ...dataOption(folder), ...asOfOption(run)],
  see_rejects: ({ run }) => ['rejects', '--run', run.runId],
  correct_files: ({ folder }) => ['check', ...named(folder)],
  see_logs: ({ run }) => ['logs', run.runId],
};

/**
 * What to do about a run, the most useful first: a sentence, and below it the command.
 *
 * @param folder that the run read: a command that reads files names it, so that it reads those and no others
 */
export function adviceLines(run: AdvisedRun, advice: readonly Advice[], folder?: RunFolder): string[] {
  return advice.flatMap(({ action, text }) => {
    const words = COMMANDS[action]?.({ run, folder });
    return [`  ${text}`, ...(words === undefined ? [] : [`    ${commandLine(words)}`])];
  });
}

/** Settings that say which database and which model a command is about, and that may be set for one command only. */
const DECIDING = ['ETL_MODEL', 'ETL_STATE_DIR'];

/** A command of run.sh as it can be pasted into a shell: about the same database and the same model as this one. */
export function commandLine(words: readonly string[], environment = CALLER_ENVIRONMENT): string {
  const set = DECIDING.flatMap((name) => {
    const value = environment[name];
    return value ? [`${name}=${shellWord(value)}`] : [];
  });
  return [...set, './run.sh', ...words.map(shellWord)].join(' ');
}

/** The date of a run, where that is not the day on which it was queued. */
const asOfOption = ({ asOf, queuedAt, error }: AdvisedRun): string[] =>
  asOf === null || asOf === queuedAt?.slice(0, 10) || error?.code === 'FUTURE_DATE' ? [] : ['--as-of', asOf];

/** The folder where it must be named. */
const named = (folder: RunFolder | undefined): string[] => (!folder || folder.isUsual ? [] : [folder.path]);

const dataOption = (folder: RunFolder | undefined): string[] =>
  named(folder).flatMap((path) => ['--data', path]);
