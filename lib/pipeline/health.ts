import type { AirflowClient } from '../clients/airflow.ts';
import type { RedisClient } from '../clients/redis.ts';
import type { RequestDatabase } from '../clients/request-database.ts';
import type { Budget } from '../time-limits/budget.ts';
import { withinMs } from '../time-limits/time-limit.ts';

export interface HealthDependencies {
  readonly database: RequestDatabase;
  /** Undefined where none is configured: then nothing needs it. */
  readonly redis: Pick<RedisClient, 'ping'> | undefined;
  readonly airflow: Pick<AirflowClient, 'health'>;
  readonly budget: Budget;
}

/** Whether a dependency answered, in which time, and if not, or if nobody asked, why in one stable word. */
export interface Readiness {
  readonly ready: boolean;
  readonly durationMs: number;
  readonly reason?: 'timeout' | 'unavailable' | 'not_configured';
}

/** Asks every dependency at once and waits for each as long as the budget lasts, so that none hides another. */
export async function checkDependencies({
  database,
  redis,
  airflow,
  budget,
}: HealthDependencies): Promise<Record<'database' | 'redis' | 'airflow', Readiness>> {
  const [databaseCheck, redisCheck, airflowCheck] = await Promise.all([
    check(
      database.ask((sql) => sql`SELECT 1`),
      budget,
    ),
    redis ? check(redis.ping(), budget) : NOT_CONFIGURED,
    check(airflowReady(airflow), budget),
  ]);
  return { database: databaseCheck, redis: redisCheck, airflow: airflowCheck };
}

/** What nobody needs is no reason to be not ready. */
const NOT_CONFIGURED: Readiness = { ready: true, durationMs: 0, reason: 'not_configured' };

async function airflowReady(airflow: HealthDependencies['airflow']): Promise<void> {
  const { healthy } = await airflow.health();
  if (!healthy) {
    throw new Error('a part of Airflow is not healthy');
  }
}

async function check(work: PromiseLike<unknown>, budget: Budget): Promise<Readiness> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    await withinMs(work, budget.remainingMs);
    return { ready: true, durationMs: took() };
  } catch {
    // The name is enough for a client; addresses and details are in the log of whoever looks.
    const reason = budget.remainingMs === 0 ? 'timeout' : 'unavailable';
    return { ready: false, durationMs: took(), reason };
  }
}
