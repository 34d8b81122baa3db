import type { Advice } from './run-views.ts';

/** The command that carries out an action of the API's advice; an action without one is a sentence only. */
const COMMANDS: Readonly<Record<string, (runId: string) => string>> = {
  accept_deletes: () => './run.sh etl --accept-deletes',
  run_again: () => './run.sh etl',
  see_rejects: (runId) => `./run.sh rejects --run ${runId}`,
  correct_files: () => './run.sh check',
  see_logs: (runId) => `./run.sh logs ${runId}`,
};

/** What to do about a run, the most useful first: a sentence, and below it the command. */
export function adviceLines(runId: string, advice: readonly Advice[]): string[] {
  return advice.flatMap(({ action, text }) => {
    const command = COMMANDS[action]?.(runId);
    return [`  ${text}`, ...(command === undefined ? [] : [`    ${command}`])];
  });
}
