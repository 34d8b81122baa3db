import { ago, duration, grouped } from '../../../terminal/texts.ts';
import type { RunDetail } from '../runs/run-views.ts';
import { adviceLines } from '../runs/telling/advice.ts';
import { folderLines } from '../runs/telling/failure.ts';
import { resultOf, stateOf } from '../runs/telling/outcome.ts';
import type { RunFolder } from '../runs/telling/run-folder.ts';

/**
 * What came of a run, what to do now, how it went and what it counted, line by line: without its problems.
 *
 * @param folder that it read
 */
export function runText(run: RunDetail, now: Date, folder?: RunFolder): string[] {
  const { runId, counts, error, notices, advice = [] } = run;
  const list = (names: readonly string[]) =>
    names.map((name) => `${grouped(counts[name] ?? 0)} ${name}`).join(', ');
  const result = resultOf(run);
  const reason = stateOf(run) === 'failed' ? (error?.message ?? '') : '';
  return [
    ...(result === '' ? [`The run is ${stateOf(run)}.`] : [result]),
    ...(run.state === 'failed' ? folderLines(folder) : []),
    ...adviceLines(run, advice, folder),
    '',
    `Run ${runId} ${stateOf(run)}${timesOf(run, now)}`,
    `  rows of the files: ${list(['read', 'loaded', 'rejected', 'warnings'])}`,
    `  table:             ${list(['inserted', 'updated', 'deleted', 'unchanged'])}`,
    ...notices.map((notice) => `  ${notice}`),
    // Its first line may be all that the result says.
    ...(reason === '' || result.includes(reason) ? [] : ['', 'Why:', ...indented(reason)]),
  ];
}

function timesOf({ asOf, finishedAt, durationMs }: RunDetail, now: Date): string {
  const when = finishedAt === null ? '' : ` ${ago(now.getTime() - Date.parse(finishedAt))}`;
  const took = durationMs === null ? '' : ` in ${duration(durationMs)}`;
  return `${when}${took}${asOf === null ? '' : ` (as of ${asOf})`}`;
}

const indented = (text: string) => text.split('\n').map((line) => `  ${line}`);
