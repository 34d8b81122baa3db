import type { ReservedSession } from '../../clients/postgres.ts';
import { LOCKS } from '../locks.ts';

/** Which part of which run. */
interface PartId {
  readonly runId: string;
  readonly part: number;
}

/**
 * Does work while no other session does any for the same part: a second one waits here until the first is done. The lock is the
 * session's, and so is not held by an open transaction. A session that is lost has lost it; all further statements of its
 * work fail then.
 *
 * Two parts may share a lock, since it is a number of 32 bits: then one waits for the other for nothing. What keeps a part from
 * being recorded twice is its row (lockPart), not this.
 */
export async function holdingPart<T>(
  session: ReservedSession,
  { runId, part }: PartId,
  work: () => Promise<T>,
): Promise<T> {
  const { statements } = session;
  const name = `${runId}/${part}`;
  await statements`SELECT pg_advisory_lock(${LOCKS.part}::int, hashtext(${name}))`;
  try {
    return await work();
  } finally {
    try {
      await statements`SELECT pg_advisory_unlock(${LOCKS.part}::int, hashtext(${name}))`;
    } catch {
      // The session may live on, and would keep others from the part.
      session.giveUp('the lock of its part could not be given back');
    }
  }
}
