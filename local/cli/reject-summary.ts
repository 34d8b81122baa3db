import type { RejectedRow, RejectKind } from './run-views.ts';

/** Kinds of rejects and warnings of a run: by file, rejects first, the most frequent first. */
export type RejectSummary = readonly {
  readonly file: string;
  readonly column: string;
  readonly reason: string;
  readonly severity: string;
  readonly count: number;
  /** The first of them, in file order. */
  readonly first: readonly Pick<RejectedRow, 'line' | 'raw'>[];
}[];

const SHOWN_OF_A_KIND = 3;

/** The API lists rows by reason, not by column: where a reason occurs in several columns, more are asked for. */
const ASKED_OF_SEVERAL_COLUMNS = 200;

/**
 * Kinds with their first rows.
 *
 * @param readRows the first rows of a kind's file and reason
 */
export async function rejectSummary(
  kinds: readonly RejectKind[],
  readRows: (kind: RejectKind, limit: number) => Promise<readonly RejectedRow[]>,
): Promise<RejectSummary> {
  const summary: RejectSummary[number][] = [];
  for (const kind of kinds.toSorted(inOrder)) {
    const isAlone = kinds.filter((other) => isSameReason(kind, other)).length === 1;
    const rows = await readRows(kind, isAlone ? SHOWN_OF_A_KIND : ASKED_OF_SEVERAL_COLUMNS);
    const first = rows.filter((row) => row.column === kind.column).slice(0, SHOWN_OF_A_KIND);
    summary.push({ ...kind, column: kind.column ?? '', first });
  }
  return summary;
}

const isSameReason = (a: RejectKind, b: RejectKind) =>
  a.file === b.file && a.reason === b.reason && a.severity === b.severity;

function inOrder(a: RejectKind, b: RejectKind): number {
  return compare(a.file, b.file) || compare(a.severity, b.severity) || b.count - a.count;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
