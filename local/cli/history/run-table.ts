import { cutToWidth } from '../../../terminal/lines/cut.ts';
import { ago, duration, grouped } from '../../../terminal/texts.ts';
import type { RunSummary } from '../runs/run-views.ts';
import { resultOf, stateOf } from '../runs/telling/outcome.ts';
import { alignedTable } from '../tables/aligned-table.ts';
import { fits } from '../tables/fitted-table.ts';

const NAMES = ['run', 'state', 'when', 'took', 'rows', 'rejected'];

/** Left out where the others don't fit the terminal: `./run.sh run` tells it. */
const LEAST_NEEDED = NAMES.indexOf('took');

/**
 * Runs for a person, a line for each, header first: what came of it stands at its end, or, where that is wider than the
 * terminal, below it.
 *
 * @param width of the terminal; undefined where there is none
 */
export function runTable(runs: readonly RunSummary[], now: Date, width: number | undefined): string[] {
  const rows = runs.map((run) => cellsOf(run, now));
  const results = runs.map(resultOf);
  const table = alignedTable([[...NAMES, 'result'], ...rows.map((row, at) => [...row, results[at] ?? ''])]);
  if (width === undefined || fits(table, width)) {
    return table;
  }
  const all = [NAMES, ...rows];
  const whole = alignedTable(all);
  const [header = '', ...lines] = fits(whole, width)
    ? whole
    : alignedTable(all.map((row) => row.toSpliced(LEAST_NEEDED, 1)));
  return [header, ...lines.flatMap((line, at) => [line, ...(results[at] ? [`  ${results[at]}`] : [])])].map(
    (line) => cutToWidth(line, width),
  );
}

function cellsOf(run: RunSummary, now: Date): string[] {
  const { runId, queuedAt, startedAt, finishedAt, durationMs, counts } = run;
  const when = finishedAt ?? startedAt ?? queuedAt;
  const count = (name: string) => grouped(counts[name] ?? 0);
  return [
    runId,
    stateOf(run),
    when === null ? '' : ago(now.getTime() - Date.parse(when)),
    durationMs === null ? '' : duration(durationMs),
    count('read'),
    count('rejected'),
  ];
}
