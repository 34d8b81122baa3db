import type { RejectKind } from '../../../../../lib/schemas/reject.ts';

/** Which rejected rows are shown; a text that is empty leaves all in. */
export interface RejectFilter {
  readonly input: string;
  /** The input by the name of its file: in links of before. */
  readonly file: string;
  readonly column: string;
  readonly reason: string;
  readonly severity: string;
  /** One row by its place, `users.csv:1802`: the API knows no such filter, the page looks for it. */
  readonly at: string;
}

/** All of them. */
export const ALL_REJECTS: RejectFilter = {
  ...{ input: '', file: '', column: '', reason: '', severity: '', at: '' },
};

/** What the API is asked for. */
export function queryFilter({ at: _at, ...filter }: RejectFilter): Omit<RejectFilter, 'at'> {
  return filter;
}

/** Those of one kind. A reason that concerns a whole row concerns no column in any, so that it alone tells its kind. */
export function ofKind({
  input,
  column,
  reason,
  severity,
}: Pick<RejectKind, 'input' | 'column' | 'reason' | 'severity'>): RejectFilter {
  return { ...ALL_REJECTS, input, column: column ?? '', reason, severity };
}

/** Whether those of one kind are shown. */
export function isChosen(kind: RejectKind, filter: RejectFilter): boolean {
  const own = ofKind(kind);
  const isOfInput = filter.input ? filter.input === kind.input : filter.file === kind.file;
  const isOfSeverity = filter.severity === '' || filter.severity === kind.severity;
  return isOfInput && isOfSeverity && own.column === filter.column && own.reason === filter.reason;
}

/** A row that is the cause of others. */
export type Because = NonNullable<RejectKind['values'][number]['because']>;

/** That one row, among those of its kind. */
export function ofCause(
  { input, source, line, reason }: Because,
  kinds: readonly RejectKind[],
): RejectFilter {
  const kind = kinds.find((candidate) => candidate.input === input && candidate.reason === reason);
  return {
    ...(kind ? ofKind(kind) : { ...ALL_REJECTS, input, reason }),
    at: placeOf({ input, source, line }),
  };
}

/**
 * Where a row stands, in a form that editors and terminals open. A line number is plain digits.
 *
 * @example placeOf({ input: 'users', source: 'users.csv', line: 1802 }) // 'users.csv:1802'
 */
export function placeOf(row: {
  readonly input: string;
  readonly source: string | null;
  readonly line: number;
}): string {
  return `${row.source ?? row.input}:${row.line}`;
}
