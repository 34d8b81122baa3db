import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { parametersOf } from '../lib/http/parameters.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { readDatabase, writeDatabase } from '../lib/providers/databases.ts';
import { runPath } from '../lib/schemas/parameters.ts';
import { type RunDetailDependencies, runDetail } from '../lib/views/run-detail.ts';

/** GET /runs/{runId}: a run, how far it is, and what it came to. */
export async function run(request: HttpRequest, dependencies: RunDetailDependencies): Promise<HttpReply> {
  const { runId } = parametersOf(runPath, request.params);
  return { status: 200, body: await runDetail(runId, dependencies) };
}

export const handler = endpoint(run, {
  database: readDatabase,
  ownDatabase: writeDatabase,
  airflow: requestAirflow,
});
