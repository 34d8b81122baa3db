import { withThousands } from '../../../messages/thousands.ts';
import type { Severity } from '../../../store/rejects/rejects.ts';

/** As much of a kind of findings as it takes to name the one that most rejects are of. */
export interface RejectedKind {
  readonly reason: string;
  readonly severity: Severity;
  readonly count: number;
  /** What it means, with what was seen first; null where that is not recorded. */
  readonly meaning: string | null;
}

/**
 * The end of a message about many rejects: what most of them are. Empty when that is not known.
 *
 * @example mainReason(kinds, 20) // '; all of them bad_date: signup_date is … : "45352"'
 */
export function mainReason(kinds: readonly RejectedKind[], rejected: number): string {
  const [most] = kinds.filter(({ severity }) => severity === 'reject').toSorted((a, b) => b.count - a.count);
  if (!most) {
    return '';
  }
  const how = most.count === rejected ? 'all of them' : `${withThousands(most.count)} of them`;
  return `; ${how} ${most.reason}${most.meaning === null ? '' : `: ${most.meaning}`}`;
}
