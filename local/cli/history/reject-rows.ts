import type { ListedReject } from '../runs/run-views.ts';

/** Rows one by one, as `file:line: the row`, which can be pasted; a row with several defects is told once for each. */
export function rowLines(rows: readonly ListedReject[]): string[] {
  return rows.map(
    ({ source, file, line, reason, column, severity, raw }) =>
      `${source ?? `${file}.csv`}:${line}: ${severity} ${reason}${column ? ` (${column})` : ''}: ${raw}`,
  );
}
