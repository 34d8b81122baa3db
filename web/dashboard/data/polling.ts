/** Milliseconds between two requests: often while something goes on, ever more rarely while nothing changes. */
const ACTIVE = { first: 300, longest: 2_000 };
const IDLE = { first: 5_000, longest: 30_000 };
/** After an error: soon, then ever later. */
const FAILED = { first: 1_000, longest: 15_000 };

const GROWTH = 1.3;

/** How the last request went. */
export type Outcome = 'active' | 'idle' | 'failed';

/**
 * Milliseconds to wait before the next request.
 *
 * @param streak how many requests before the last one went as it did
 */
export function delayAfter(outcome: Outcome, streak: number): number {
  const { first, longest } = { active: ACTIVE, idle: IDLE, failed: FAILED }[outcome];
  return Math.min(longest, Math.round(first * GROWTH ** streak));
}
