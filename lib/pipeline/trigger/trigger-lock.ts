import { randomUUID } from 'node:crypto';
import type { RedisClient } from '../../clients/redis.ts';
import { messageOf } from '../../errors.ts';
import type { Logger } from '../../logger.ts';

const KEY = 'trigger';

/** Longer than a trigger takes, so that a Lambda that died while it held the lock blocks nobody for long. */
const HOLD_MS = 15_000;

/** What became of taking the lock, with the reason. `keep` and `release` never throw: the run decides. */
export type TriggerLock =
  | { readonly outcome: 'held'; readonly retryAfterMs: number }
  | {
      readonly outcome: 'acquired' | 'redis_unavailable' | 'not_configured';
      /** Blocks further triggers for the cooldown. */
      keep(cooldownMs: number): Promise<void>;
      /** Lets the next trigger in at once. */
      release(): Promise<void>;
    };

/** Without Redis there is nothing to keep: Airflow's newest run tells how long ago the last trigger was. */
const NO_LOCK: TriggerLock = {
  outcome: 'not_configured',
  keep: async () => undefined,
  release: async () => undefined,
};

/**
 * Takes the lock that keeps bursts of triggers off Airflow. Without Redis the trigger goes on: Airflow's
 * refusal of a DAG run id that exists is the lock that holds then.
 *
 * @param redis undefined where none is configured, which is no reason for a line in the log
 */
export async function takeTriggerLock(redis: RedisClient | undefined, logger: Logger): Promise<TriggerLock> {
  if (redis === undefined) {
    return NO_LOCK;
  }
  const token = randomUUID();
  const giveBack = () => redis.release(KEY, token).then(() => undefined);
  const warn = (error: unknown) => logger.warn('redis unavailable', { reason: messageOf(error) });
  try {
    if (!(await redis.acquire(KEY, token, HOLD_MS))) {
      return { outcome: 'held', retryAfterMs: await redis.remaining(KEY) };
    }
  } catch (error) {
    warn(error);
    return {
      outcome: 'redis_unavailable',
      keep: async () => undefined,
      // A Redis that was only slow takes the lock after all, and would keep it from the next trigger.
      release: () => giveBack().catch(() => undefined),
    };
  }
  return {
    outcome: 'acquired',
    keep: (cooldownMs) => redis.extend(KEY, token, cooldownMs).then(() => undefined, warn),
    release: () => giveBack().catch(warn),
  };
}
