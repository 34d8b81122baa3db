import type { AirflowClient } from '../clients/airflow.ts';
import { answered, type Database } from '../clients/postgres.ts';
import type { RedisClient } from '../clients/redis.ts';
import { TimeLimitError, withinMs } from '../time-limit.ts';

export type HealthDependencies = {
  readonly database: Database;
  readonly redis: Pick<RedisClient, 'ping'>;
  readonly airflow: Pick<AirflowClient, 'health'>;
};

/** Whether a dependency answered, in which time, and if not, why in one stable word. */
export type Readiness = { readonly ready: boolean; readonly durationMs: number; readonly reason?: string };

const TIMEOUT_MS = 3_000;

/** Asks every dependency at once, each with a time-out of its own, so that none hides another. */
export async function checkDependencies(
  { database, redis, airflow }: HealthDependencies,
  timeoutMs: number = TIMEOUT_MS,
): Promise<Record<'database' | 'redis' | 'airflow', Readiness>> {
  const [databaseCheck, redisCheck, airflowCheck] = await Promise.all([
    check(answered(database`SELECT 1`), timeoutMs),
    check(redis.ping(), timeoutMs),
    check(airflowReady(airflow), timeoutMs),
  ]);
  return { database: databaseCheck, redis: redisCheck, airflow: airflowCheck };
}

async function airflowReady(airflow: HealthDependencies['airflow']): Promise<void> {
  const { healthy } = await airflow.health();
  if (!healthy) throw new Error('a part of Airflow is not healthy');
}

async function check(work: PromiseLike<unknown>, timeoutMs: number): Promise<Readiness> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    await withinMs(work, timeoutMs);
    return { ready: true, durationMs: took() };
  } catch (error) {
    // The name is enough for a client; addresses and details are in the log of whoever looks.
    const reason = error instanceof TimeLimitError ? 'timeout' : 'unavailable';
    return { ready: false, durationMs: took(), reason };
  }
}
