import { expect, test } from 'vitest';
import type { HttpHandler } from '../../../lib/http/http-handler.ts';
import { captureLog } from '../support/captured-log.ts';
import { bodyOf, call } from '../support/endpoint.ts';
import { freshProcess } from '../support/environment.ts';
import { httpApiEvent } from '../support/http-api-event.ts';

// Nothing listens at the addresses of these settings: what is tested is that each handler has its clients.
async function answerOf(name: string, path: string) {
  freshProcess();
  captureLog();
  const { handler } = (await import(`../../../handlers/${name}.ts`)) as { handler: HttpHandler };
  return await call(handler, httpApiEvent({ path }));
}

test.each([
  ['trigger-etl', '/trigger-etl', 'AIRFLOW_UNAVAILABLE'],
  ['check-table', '/check/table', 'DATABASE_UNAVAILABLE'],
  ['check-feature-derivation', '/check/feature_derivation', 'DATABASE_UNAVAILABLE'],
  ['health', '/health', 'NOT_READY'],
])('with all dependencies down, %s is a 503 in our error shape', async (name, path, code) => {
  const response = await answerOf(name, path);

  expect(response.statusCode).toBe(503);
  expect(bodyOf(response)).toMatchObject({
    message: expect.any(String),
    code,
    requestId: response.headers['x-request-id'],
  });
});

test.each(['trigger-etl', 'check-table', 'check-feature-derivation', 'health'])(
  'what %s answers with all dependencies down holds no address and no secret',
  async (name) => {
    const response = await answerOf(name, '/');

    expect(JSON.stringify(response)).not.toMatch(/127\.0\.0\.1|secret/);
  },
);
