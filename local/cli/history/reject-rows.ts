import { counted } from '../../../terminal/counts.ts';
import { rowLines } from '../../../terminal/problems/problem-rows.ts';
import { grouped } from '../../../terminal/texts.ts';
import type { ListedReject, RejectKind } from '../runs/run-views.ts';

/** What tells a kind of rejects or warnings from the others. */
type KindNames = Pick<RejectKind, 'input' | 'column' | 'reason' | 'severity'>;

/**
 * Kinds of rejects and warnings, a line for each.
 *
 * @example kindLines(run.rejects) // ['  1,850 rejected · bad_date · users, signup_date']
 */
export function kindLines(kinds: readonly RejectKind[]): string[] {
  return kinds.map(
    (kind) =>
      `  ${counted(kind.count, kind.severity === 'reject' ? 'rejected' : 'warnings')} · ${nameOf(kind)}`,
  );
}

/**
 * Rows by kind, each as `file:line: the row`, which can be pasted; what was seen stands before a row in which nobody sees it. A row
 * with several findings of a kind is told once. Where all are of one kind, that is not told again.
 *
 * @param kinds of which rows may be, all of those that are told
 */
export function listedRows(rows: readonly ListedReject[], kinds: readonly RejectKind[]): string[] {
  const ofKind = Map.groupBy(rows, nameWithSeverity);
  return kinds.flatMap((kind) => {
    const own = ofKind.get(nameWithSeverity(kind)) ?? [];
    const byRow = Map.groupBy(own, ({ source, line }) => `${source} ${line}`);
    const lines = [...byRow.values()].flatMap((findings) => oneRow(kind, findings));
    if (lines.length === 0) {
      return [];
    }
    return kinds.length === 1 ? lines : ['', `${nameOf(kind)}:`, ...lines.map((line) => `  ${line}`)];
  });
}

/** How many are shown, and the commands that show the others; none when all are shown. */
export function othersLines(
  shown: number,
  kinds: readonly RejectKind[],
  commandOf: (...more: string[]) => string,
): string[] {
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  if (shown >= all) {
    return [];
  }
  return [
    '',
    `These are the first ${grouped(shown)} of ${grouped(all)}. To see others:`,
    `  ${commandOf('--limit', String(Math.min(all, shown * 10)))}`,
    ...(kinds.length > 1 ? [`  ${commandOf('--reason')} NAME`] : []),
    `  ${commandOf('--csv')} > rejects.csv`,
  ];
}

function oneRow(kind: RejectKind, findings: readonly ListedReject[]): string[] {
  // A row is told whole here, wherever the summary cuts it.
  const whole = findings.map((row) => ({ ...row, source: row.source ?? `${row.file}.csv` }));
  return rowLines({ ...kind, everyRow: false, first: whole }, Number.POSITIVE_INFINITY, '');
}

function nameOf({ input, column, reason }: KindNames): string {
  return `${reason} · ${[input, ...(column ? [column] : [])].join(', ')}`;
}

const nameWithSeverity = (kind: KindNames): string => `${kind.severity} ${nameOf(kind)}`;
