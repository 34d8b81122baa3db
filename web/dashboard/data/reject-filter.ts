import type { RejectKind } from '../../../lib/schemas/run.ts';

/** Which rejected rows are shown; a text that is empty leaves all in. */
export interface RejectFilter {
  readonly file: string;
  readonly column: string;
  readonly reason: string;
}

/** All of them. */
export const ALL_REJECTS: RejectFilter = { file: '', column: '', reason: '' };

/** Those of one kind. A reason that concerns a whole row concerns no column in any, so that it alone tells its kind. */
export function ofKind({ file, column, reason }: RejectKind): RejectFilter {
  return { file, column: column ?? '', reason };
}

/** Whether those of one kind are shown. */
export function isChosen(kind: RejectKind, filter: RejectFilter): boolean {
  const own = ofKind(kind);
  return own.file === filter.file && own.column === filter.column && own.reason === filter.reason;
}
