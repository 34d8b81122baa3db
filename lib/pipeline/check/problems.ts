import { isEveryRow } from '../../schemas/every-row.ts';
import { inOrder } from '../../schemas/problem-order.ts';
import type { RejectedRow } from '../../store/rejects/rejects.ts';
import type { ExplainedKind } from '../findings/explain-kinds.ts';
import { type Findings, keyOf } from '../findings/findings.ts';
import type { CheckResult } from './check.ts';

/** Findings of a kind that are at hand for people: a row that names several ids that are unknown is several. */
const FIRST_ROWS = 12;

/** Findings of a kind that scripts are told. */
const TOLD_ROWS = 3;

/** So much of a row scripts are told: a record may be as long as it likes. */
const TOLD_CHARACTERS = 120;

/** A kind of rejects or warnings with its first rows, as the API tells those of a run. */
export interface FoundProblem extends Omit<ExplainedKind, 'hint' | 'telling'> {
  readonly input: string;
  readonly everyRow: boolean;
  readonly hint: string | null;
  /** The first of them, one of each likely cause before the others; or all that are listed, in the order of the files. */
  readonly first: readonly RejectedRow[];
}

/**
 * All that was found in the files, in the order in which problems are told.
 *
 * @param all whether all rows that are listed are asked for, not only the first
 */
export function problemsOf({ inputs }: Pick<CheckResult, 'inputs'>, all = false): FoundProblem[] {
  return inOrder(
    inputs.flatMap(({ input, read, findings, kinds }) => {
      const listed = all ? rowsByKind(findings) : undefined;
      return kinds.map(({ telling, ...kind }) => ({
        ...{ ...kind, input: input.name, hint: kind.hint ?? null, everyRow: isEveryRow(kind, read) },
        first: listed ? (listed.get(keyOf(kind.reason, kind.column)) ?? []) : telling.slice(0, FIRST_ROWS),
      }));
    }),
    inputs.map(({ input }) => input),
  );
}

/** All rows that are listed, by their kind. */
const rowsByKind = ({ rows }: Pick<Findings, 'rows'>): ReadonlyMap<string, readonly RejectedRow[]> =>
  Map.groupBy(rows, ({ reason, column }) => keyOf(reason, column));

/** A problem for scripts, with the members that it has in the API and its first rows, or all that are at hand. */
export function problemJson({ first, ...kind }: FoundProblem, all = false) {
  return {
    ...kind,
    first: first
      .slice(0, all ? undefined : TOLD_ROWS)
      .map(({ source, line, lastLine, seen, raw }) => ({ source, line, lastLine, seen, raw: cut(raw) })),
  };
}

/** A row as far as it is told. */
const cut = (raw: string): string =>
  raw.length > TOLD_CHARACTERS ? `${raw.slice(0, TOLD_CHARACTERS - 1)}…` : raw;
