import type { RejectKind } from '../../../lib/schemas/run.ts';

/** Which rejected rows are shown; a text that is empty leaves all in. */
export interface RejectFilter {
  readonly input: string;
  /** The input by the name of its file: in links of before. */
  readonly file: string;
  readonly column: string;
  readonly reason: string;
}

/** All of them. */
export const ALL_REJECTS: RejectFilter = { input: '', file: '', column: '', reason: '' };

/** Those of one kind. A reason that concerns a whole row concerns no column in any, so that it alone tells its kind. */
export function ofKind({ input, column, reason }: RejectKind): RejectFilter {
  return { input, file: '', column: column ?? '', reason };
}

/** Whether those of one kind are shown. */
export function isChosen(kind: RejectKind, filter: RejectFilter): boolean {
  const own = ofKind(kind);
  const isOfInput = filter.input ? filter.input === kind.input : filter.file === kind.file;
  return isOfInput && own.column === filter.column && own.reason === filter.reason;
}
