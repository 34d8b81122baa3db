/**
 * Keys of our advisory locks, each held to the end of a transaction. The numbers mean nothing; they must
 * differ from each other and stay the same between versions.
 */
export const LOCKS = {
  /** Changing the schema. */
  migrate: 7_301_001,
  /** Beginning a run, and clearing the stages while no other run fills them. */
  stages: 7_301_002,
  /** Replacing what the table of the result holds. */
  publish: 7_301_003,
} as const;
