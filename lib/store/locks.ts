import { codeOf } from '../errors.ts';

/**
 * Keys of our advisory locks, each held to the end of a transaction, but for that of a part (runs/part-lock.ts). The numbers mean nothing; they must
 * differ from each other and stay the same between versions.
 */
export const LOCKS = {
  /** Changing the schema. */
  migrate: 7_301_001,
  /** Beginning a run, and clearing the stages while no other run fills them. */
  stages: 7_301_002,
  /** Replacing what the table of the result holds. */
  publish: 7_301_003,
  /** Loading a part; with a number for the part beside it. */
  part: 7_301_004,
  /** Building the indexes of the table of the result. Held by the server alone, for as long as each takes (derivation/indexes/). */
  indexes: 7_301_005,
} as const;

/** The code of PostgreSQL's error for a lock that could not be taken, or not in time (lock_not_available). */
export const LOCK_NOT_AVAILABLE = '55P03';

/** Whether a statement failed because a lock could not be taken, or not in time. */
export function isLockNotAvailable(error: unknown): boolean {
  return codeOf(error) === LOCK_NOT_AVAILABLE;
}
