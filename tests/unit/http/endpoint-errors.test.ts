import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { answer, bodyOf, call, endpointOf, type Logic, serviceError } from '../support/endpoint.ts';
import { httpApiEvent, lambdaContext } from '../support/http-api-event.ts';

test('an error of ours becomes its status with message, code, request id and details', async () => {
  const { handler } = await endpointOf(async () => {
    throw new (await serviceError())('DAG_PAUSED', 'The DAG is paused', { details: { since: 'today' } });
  });

  const response = await call(handler, httpApiEvent({ headers: { 'x-request-id': 'abc' } }));

  expect(response.statusCode).toBe(409);
  expect(bodyOf(response)).toEqual({
    message: 'The DAG is paused',
    code: 'DAG_PAUSED',
    requestId: 'abc',
    since: 'today',
  });
});

test('an error response carries the request id as a header, too', async () => {
  const { handler } = await endpointOf(() => Promise.reject(new Error('boom')));

  const response = await call(handler);

  expect(response.headers['x-request-id']).toBe(bodyOf(response)['requestId']);
  expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ['a rejected promise', () => Promise.reject(new Error('password is hunter2'))],
  [
    'a thrown error',
    () => {
      throw new Error('password is hunter2');
    },
  ],
  ['a thrown text', () => Promise.reject('password is hunter2')],
])('%s of any other kind becomes a 500 that tells nothing', async (_what, run) => {
  const { handler } = await endpointOf(run as Logic);

  const response = await call(handler);

  expect(response.statusCode).toBe(500);
  expect(bodyOf(response)).toEqual({
    message: 'Internal server error',
    code: 'INTERNAL_ERROR',
    requestId: expect.any(String),
  });
  expect(JSON.stringify(response)).not.toContain('hunter2');
});

test('an error with a time to wait says so in header and body', async () => {
  const { handler } = await endpointOf(async () => {
    throw new (await serviceError())('TOO_FREQUENT', 'Too frequent', { retryAfterS: 2.1 });
  });

  const response = await call(handler);

  expect(response.headers['retry-after']).toBe('3');
  expect(bodyOf(response)['retryAfter']).toBe(3);
});

test('logic that never ends is answered with our 503 before Lambda ends it', async () => {
  const { handler } = await endpointOf(() => new Promise(() => undefined));
  const lambdaTimeoutMs = 2_000;

  // Timers that are due fire in the order of their times, however late this process is.
  const first = await Promise.race([
    handler(httpApiEvent(), lambdaContext(lambdaTimeoutMs)),
    delay(lambdaTimeoutMs, undefined),
  ]);

  expect(first).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
  expect(first && bodyOf(first)).toMatchObject({ code: 'TIMEOUT', requestId: expect.any(String) });
});

test('settings that are missing become a 500 that tells nothing of them', async () => {
  const { handler } = await endpointOf(answer, { settings: {} });

  const response = await call(handler);

  expect(response.statusCode).toBe(500);
  expect(response.body).not.toContain('DATABASE_URL');
});

test('a dependency that cannot be made becomes a 500', async () => {
  const { handler } = await endpointOf(answer, {
    providers: {
      database: () => {
        throw new TypeError('Invalid URL');
      },
    },
  });

  const { statusCode } = await call(handler);

  expect(statusCode).toBe(500);
});
