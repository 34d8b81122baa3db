import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { checkDependencies, type HealthDependencies } from '../lib/pipeline/health.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { redis } from '../lib/providers/redis.ts';

/** GET /health: 200 while this process answers at all and its dependencies are ready, otherwise 503. */
export async function health(_request: HttpRequest, dependencies: HealthDependencies): Promise<HttpReply> {
  const checks = await checkDependencies(dependencies);
  const ready = Object.values(checks).every(({ ready }) => ready);
  if (ready) return { status: 200, body: { message: 'Ready', dependencies: checks } };
  throw new ServiceError(503, 'NOT_READY', 'Not ready', { details: { dependencies: checks } });
}

/** Milliseconds, so that whoever watches over this service has its answer in 2 s. */
const budgetMs = 1_500;

export const handler = endpoint(
  health,
  { database: readDatabase, redis, airflow: requestAirflow },
  { open: true, budgetMs },
);
