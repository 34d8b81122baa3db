import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStaticFiles } from '../../../lib/clients/static-files.ts';
import type { HttpHandler } from '../../../lib/http/http-handler.ts';
import { type AirflowEmulator, startAirflow } from '../../../local/airflow/start.ts';
import { type RunningRedis, startRedis } from '../../../local/redis/server.ts';
import { declaredRoutes, methodsByPath } from '../../../web/openapi/declared-routes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { freshProcess } from '../../unit/support/environment.ts';
import { httpApiEvent, lambdaContext } from '../../unit/support/http-api-event.ts';
import { joinedQuery } from '../../unit/support/joined-query.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { type OddRequest, oddRequests } from './odd-requests.ts';

const REQUESTS = 2_000;
const SEED = 11;
const login = { username: 'airflow', password: 'secret' };

let bench: Workbench;
let redis: RunningRedis;
let airflow: AirflowEmulator;
let folder: string;
beforeEach(async () => {
  bench = await makeWorkbench();
  await bench.run('etl-1', { asOf: '2024-01-01' });
  redis = await startRedis({ port: 0, token: 'token' });
  // Nobody listens there: a run that is started fails, which is none of these requests' concern.
  const lambda = { endpoint: 'http://127.0.0.1:9', functionPrefix: 'etl-' };
  airflow = await startAirflow({ port: 0, ...login, lambda, retries: 0 });
  folder = temporaryFolder();
  for (const name of ['index.html', 'docs.html', 'openapi.json']) {
    writeFileSync(join(folder, name), '{}');
  }
});
afterEach(async () => {
  await airflow.close();
  await redis.close();
  await bench.remove();
});

/** The handlers, wrapped as on AWS, in a process whose dependencies are all there. */
async function healthyHandlers(): Promise<(request: OddRequest) => ReturnType<HttpHandler>> {
  freshProcess({
    DATABASE_URL: bench.ownerUrl,
    DATABASE_READ_URL: bench.readerUrl,
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: 'token',
    AIRFLOW_URL: airflow.url,
    AIRFLOW_USERNAME: login.username,
    AIRFLOW_PASSWORD: login.password,
    ETL_TRIGGER_COOLDOWN_S: '0',
    LOG_LEVEL: 'silent',
  });
  // Beside the bundles, which are not what is tested here.
  vi.doMock('../../../lib/providers/static-files.ts', () => ({
    staticFiles: () => openStaticFiles(pathToFileURL(`${folder}/`)),
  }));
  const load = async (file: string) =>
    ((await import(/* @vite-ignore */ `../../../handlers/${file}`)) as { handler: HttpHandler }).handler;
  const routes = await declaredRoutes();
  vi.stubGlobal('METHODS_OF_ROUTES', methodsByPath(routes));
  const notFound = await load('not-found.ts');
  const handlers = new Map<string, HttpHandler>();
  for (const { route, file } of routes) {
    handlers.set(route.path, await load(file));
  }
  return (request) => (handlers.get(request.route) ?? notFound)(eventOf(request), lambdaContext());
}

const eventOf = ({ route, params, body, ...request }: OddRequest) => ({
  ...httpApiEvent({ ...request, path: route.replaceAll(/\{(\w+)\}/g, (_, name) => params[name] ?? '') }),
  rawQueryString: request.rawQueryString,
  queryStringParameters: joinedQuery(request.rawQueryString),
  pathParameters: params,
  body: body as string,
});

test(`with healthy dependencies, none of ${REQUESTS} odd requests is answered with an error of ours`, async () => {
  const ask = await healthyHandlers();
  const statuses = new Map<number, number>();

  await fc.assert(
    fc.asyncProperty(oddRequests, async (request) => {
      const { statusCode, body } = await ask(request);

      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      expect([statusCode, body]).toEqual([expect.toSatisfy((status: number) => status < 500), body]);
      if (statusCode >= 400) {
        expect(JSON.parse(body ?? '')).toMatchObject({
          message: expect.any(String),
          code: expect.any(String),
        });
      }
    }),
    { numRuns: REQUESTS, seed: SEED },
  );

  // Requests that are all refused at the door would show nothing.
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 400, 404, 405]));
});
