import type { Database, Transaction } from '../../clients/postgres.ts';
import { messageOf } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { recordProgress } from '../../store/runs/progress.ts';
import { withinMs } from '../../time-limits/time-limit.ts';
import type { OnProgress } from './slice.ts';

/** Whoever watches sees a part move that takes longer than that, in milliseconds, and so often. */
const FIRST_MS = 200;
const EVERY_MS = 400;

/** Progress that can't be told in that time is not told: the load goes on. */
const GIVE_UP_MS = 1_000;

interface Dependencies {
  readonly progressDatabase: Database | Transaction;
  readonly logger: Logger;
  /** Whether the session that holds the part's lock is lost: somebody else may read the part by now, and what is read here is lost. */
  readonly isLockLost?: (() => boolean) | undefined;
}
interface LoadingPart {
  readonly runId: string;
  readonly part: number;
  readonly startedAt: Date;
}

/**
 * Tells now and then how far a part is. While it waits for the database, which is a few milliseconds in 400, the event loop
 * gets its turn, too: reading itself never gives way, and the step's own time-out would come too late. A database that does
 * not take it is not asked again, and the load goes on; unless the lock is lost with it.
 *
 * @param now milliseconds that only grow
 * @throws when the lock is lost, what the database threw
 */
export function progressTeller(
  { progressDatabase, logger, isLockLost = () => false }: Dependencies,
  part: LoadingPart,
  now: () => number = () => performance.now(),
): OnProgress {
  let next = now() + FIRST_MS;
  return async (progress) => {
    if (now() < next) {
      return;
    }
    try {
      await withinMs(recordProgress(progressDatabase, part, progress), GIVE_UP_MS);
      next = now() + EVERY_MS;
    } catch (error) {
      if (isLockLost()) {
        throw error;
      }
      next = Number.POSITIVE_INFINITY;
      logger.warn('progress is no longer reported', { part: part.part, reason: messageOf(error) });
    }
  };
}
