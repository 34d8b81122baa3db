import type { Severity } from '../../store/rejects/rejects.ts';

/** Why a row is rejected, or counts with a warning: a code, and what it means. */
export interface Reason {
  readonly reason: string;
  readonly severity: Severity;
  /** One clause without a full stop, about a column. Reasons that concern a whole row ignore it. */
  text(column: string): string;
}
