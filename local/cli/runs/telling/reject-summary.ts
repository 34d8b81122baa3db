import type { Problem, ProblemRow } from '../../../../terminal/problems/problem.ts';
import type { RejectedRow, RejectKind } from '../run-views.ts';

/** Kinds of rejects and warnings of a run with their first rows, in the order in which the API tells them. */
export type RejectSummary = readonly (Problem & Pick<RejectKind, 'file'>)[];

/** Rows that are asked for of a kind: one that names several ids that are unknown is several. */
const ASKED_FOR = 12;

/** Rows of a kind that scripts are told. */
const TOLD_ROWS = 3;

/**
 * Kinds with their first rows.
 *
 * @param readRows the first rows of a kind
 */
export async function rejectSummary(
  kinds: readonly RejectKind[],
  readRows: (kind: RejectKind, limit: number) => Promise<readonly RejectedRow[]>,
): Promise<RejectSummary> {
  const summary: RejectSummary[number][] = [];
  for (const kind of kinds) {
    summary.push({ ...kind, first: await readRows(kind, ASKED_FOR) });
  }
  return summary;
}

/** The same for scripts: of each row what `check --json` tells of it. */
export function rejectsJson(summary: RejectSummary): object[] {
  return summary.map(({ first, ...kind }) => ({ ...kind, first: first.slice(0, TOLD_ROWS).map(rowJson) }));
}

function rowJson({ source, line, lastLine, seen, raw }: ProblemRow): ProblemRow {
  return { source, line, lastLine, seen, raw };
}
