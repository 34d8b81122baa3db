import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { HttpHandler } from '../../../lib/http/http-handler.ts';
import type { HttpResponse } from '../../../lib/http/message.ts';
import { captureLog } from '../support/captured-log.ts';
import { bodyOf, call } from '../support/endpoint.ts';
import { freshProcess, REQUIRED_SETTINGS } from '../support/environment.ts';
import { httpApiEvent } from '../support/http-api-event.ts';
import { silentServer } from '../support/silent-server.ts';

/** What docs/api.md promises, in milliseconds. */
const PROMISED_MS = 5_000;
const HEALTH_PROMISED_MS = 2_000;

const ROUTES = [
  ['trigger-etl', '/trigger-etl', 'AIRFLOW_UNAVAILABLE'],
  ['check-table', '/check/table', 'DATABASE_UNAVAILABLE'],
  ['check-feature-derivation', '/check/feature_derivation', 'DATABASE_UNAVAILABLE'],
  ['runs', '/runs', 'DATABASE_UNAVAILABLE'],
  ['run', '/runs/etl-1', 'DATABASE_UNAVAILABLE'],
  ['rejects', '/runs/etl-1/rejects', 'DATABASE_UNAVAILABLE'],
  ['features', '/features', 'DATABASE_UNAVAILABLE'],
  ['user-features', '/features/1', 'DATABASE_UNAVAILABLE'],
  ['stats', '/stats', 'DATABASE_UNAVAILABLE'],
  ['metrics', '/metrics', 'DATABASE_UNAVAILABLE'],
] as const;

/** Imports handlers anew, in a process whose dependencies accept connections and say nothing. */
async function silentDependencies() {
  const { port } = await silentServer();
  freshProcess({
    ...REQUIRED_SETTINGS,
    DATABASE_URL: `postgres://owner:secret@127.0.0.1:${port}/etl`,
    DATABASE_READ_URL: `postgres://reader:secret@127.0.0.1:${port}/etl`,
    UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${port}`,
    AIRFLOW_URL: `http://127.0.0.1:${port}`,
  });
  captureLog();
  return async (name: string) =>
    ((await import(`../../../handlers/${name}.ts`)) as { handler: HttpHandler }).handler;
}

/**
 * The code of the answer, or that there was none in time. Timers fire in the order in which they are due, however late this
 * process is: so this is no measurement.
 */
async function codeIn(promisedMs: number, handler: HttpHandler, path: string): Promise<unknown> {
  const params = { userId: '1', runId: 'etl-1' };
  const event = { ...httpApiEvent({ path }), pathParameters: params };
  const answer: HttpResponse | undefined = await Promise.race([
    call(handler, event),
    delay(promisedMs, undefined),
  ]);
  return answer ? bodyOf(answer)['code'] : `no answer in ${promisedMs} ms`;
}

test('with every dependency silent, every route answers in time and says which, at the first call and at the next', async () => {
  const handlerOf = await silentDependencies();
  const twice = async (name: string, path: string) => {
    const handler = await handlerOf(name);
    return [await codeIn(PROMISED_MS, handler, path), await codeIn(PROMISED_MS, handler, path)];
  };

  const codes = await Promise.all(ROUTES.map(async ([name, path]) => [name, await twice(name, path)]));

  expect(codes).toEqual(ROUTES.map(([name, , code]) => [name, [code, code]]));
});

test('with every dependency silent, /health answers sooner, at the first call and at the next', async () => {
  const handlerOf = await silentDependencies();
  const handler = await handlerOf('health');

  const codes = [
    await codeIn(HEALTH_PROMISED_MS, handler, '/health'),
    await codeIn(HEALTH_PROMISED_MS, handler, '/health'),
  ];

  expect(codes).toEqual(['NOT_READY', 'NOT_READY']);
});
