import type { RequestDatabase } from '../lib/clients/request-database.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { readRunMetrics } from '../lib/store/run-metrics.ts';
import { OPEN_METRICS_TYPE, openMetrics } from '../lib/views/open-metrics.ts';

/** GET /metrics: the state of the pipeline, for Prometheus. */
export async function metrics(
  _request: HttpRequest,
  { database }: { database: RequestDatabase },
): Promise<HttpReply> {
  const data = openMetrics(await database.ask(readRunMetrics));
  return { status: 200, content: { type: OPEN_METRICS_TYPE, data } };
}

export const handler = endpoint(metrics, { database: readDatabase });
