import { endpoint } from '../lib/http/endpoint.ts';
import { refuseUnintended } from '../lib/http/guards.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { triggerBody } from '../lib/http/trigger-body.ts';
import { type TriggerDependencies, trigger } from '../lib/pipeline/trigger.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { settings } from '../lib/providers/provider.ts';
import { redis } from '../lib/providers/redis.ts';

/** GET or POST /trigger-etl: starts a run of the DAG, unless one is under way or was started just now. */
export async function triggerEtl(
  request: HttpRequest,
  dependencies: TriggerDependencies,
): Promise<HttpReply> {
  refuseUnintended(request);
  const { now = () => new Date() } = dependencies;
  const runId = await trigger(triggerBody(request, now()), dependencies);
  return { status: 200, body: { message: 'ETL process started', runId } };
}

export const handler = endpoint(
  triggerEtl,
  { airflow: requestAirflow, redis, config: settings },
  { methods: ['GET', 'POST'], query: 'read' },
);
