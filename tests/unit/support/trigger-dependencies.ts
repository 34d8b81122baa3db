import type { AirflowClient } from '../../../lib/clients/airflow.ts';
import type { RedisClient } from '../../../lib/clients/redis.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { InMemoryAirflow } from './in-memory-airflow.ts';
import { InMemoryRedis } from './in-memory-redis.ts';
import { recordingLogger } from './recording-logger.ts';

/** The time at which the triggers of these tests happen. */
export const NOW = new Date('2024-03-01T12:00:00Z');

const now = () => NOW;

/** So many seconds before NOW. */
export const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

/** What a trigger needs, with a cooldown of 10 s unless told, and the lines that it logs. */
export function triggerDependencies<
  A extends AirflowClient = InMemoryAirflow,
  R extends RedisClient | undefined = InMemoryRedis,
>(given: { airflow?: A; redis?: R; cooldownS?: number } = {}) {
  const { logger, lines } = recordingLogger();
  return {
    airflow: given.airflow ?? (new InMemoryAirflow({ now }) as AirflowClient as A),
    redis: 'redis' in given ? (given.redis as R) : (new InMemoryRedis({ now }) as RedisClient as R),
    config: { ETL_TRIGGER_COOLDOWN_S: given.cooldownS ?? 10 },
    logger,
    budget: new Budget(60_000),
    lines,
    now,
  };
}
