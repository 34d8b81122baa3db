import type { RejectedRow, RejectKind } from './run-views.ts';

/** Kinds of rejects and warnings of a run: by input, rejects first, the most frequent first. */
export type RejectSummary = readonly {
  readonly input: string;
  /** The name of its file, without .csv. */
  readonly file: string;
  readonly column: string;
  readonly reason: string;
  readonly severity: string;
  readonly count: number;
  readonly everyRow: boolean;
  readonly meaning: string | null;
  readonly hint: string | null;
  /** The first of them, in file order. */
  readonly first: readonly Pick<RejectedRow, 'source' | 'line' | 'lastLine' | 'seen' | 'raw'>[];
}[];

const SHOWN_OF_A_KIND = 3;

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
  for (const kind of kinds.toSorted(inOrder)) {
    summary.push({
      ...kind,
      column: kind.column ?? '',
      first: await readRows(kind, kind.everyRow ? 1 : SHOWN_OF_A_KIND),
    });
  }
  return summary;
}

function inOrder(a: RejectKind, b: RejectKind): number {
  return compare(a.input, b.input) || compare(a.severity, b.severity) || b.count - a.count;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
