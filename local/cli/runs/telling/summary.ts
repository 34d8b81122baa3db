import { countList } from '../../../../terminal/counts.ts';
import { wrapped } from '../../../../terminal/lines/wrap.ts';
import { problemLines } from '../../../../terminal/problems/problems.ts';
import type { RunRecord } from '../run-record.ts';
import { commandLine } from './advice.ts';
import { stateOf } from './outcome.ts';
import type { RejectSummary } from './reject-summary.ts';

/** What a summary has beside the run. */
interface Told {
  /** What came of it, in a sentence. */
  readonly result: string;
  /** What the table of the result is called. */
  readonly table: string;
  /** What is to be known of the files, a sentence each. */
  readonly notices: readonly string[];
  /** The line that says what differs from the run before it, if there is one. */
  readonly difference?: string | undefined;
  /** Of a terminal; undefined where nothing is wrapped. */
  readonly width?: number | undefined;
}

/** What came of a succeeded run and what it did, for a person, line by line. */
export function summary(
  record: RunRecord,
  rejects: RejectSummary,
  { result, table, notices, difference, width }: Told,
): string[] {
  const { runId, counts, asOf, durationMs } = record;
  const titles = ['rows of the files:', `${table}:`];
  const [ofFiles, ofTable] = titles.map((title) =>
    title.padEnd(Math.max(...titles.map(({ length }) => length))),
  );
  return [
    ...wrapped(result, width),
    `Run ${runId} ${stateOf(record)} in ${((durationMs ?? 0) / 1000).toFixed(2)} s (as of ${asOf})`,
    `  ${ofFiles} ${countList(['read', 'loaded', 'rejected', 'warnings'], counts)}`,
    `  ${ofTable} ${countList(['inserted', 'updated', 'deleted', 'unchanged'], counts)}`,
    ...notices.flatMap((notice) => wrapped(notice, width, { first: '  ', rest: '    ' })),
    ...rejectLines(runId, rejects, width),
    ...(difference === undefined ? [] : wrapped(difference, width, { rest: '    ' })),
  ];
}

/**
 * Every kind of rejects and warnings with its first rows, and how to list all of them.
 *
 * @param width of a terminal; undefined where nothing is wrapped
 */
export function rejectLines(runId: string, rejects: RejectSummary, width?: number): string[] {
  const lines = problemLines(rejects, width);
  return lines.length > 0 ? [...lines, `  All rows: ${commandLine(['rejects', '--run', runId])}`] : [];
}
