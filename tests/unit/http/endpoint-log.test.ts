import { expect, test } from 'vitest';
import { answer, call, endpointOf, serviceError, WITH_POST } from '../support/endpoint.ts';
import { httpApiEvent } from '../support/http-api-event.ts';

test('settings that are missing are named in the log', async () => {
  const { handler, log } = await endpointOf(answer, { settings: {} });

  await call(handler);

  expect(log()).toMatchObject([{ error: { message: expect.stringContaining('DATABASE_URL is missing') } }]);
});

test('a request is one line in the log, with request id, method, path, status and milliseconds', async () => {
  const { handler, log } = await endpointOf(answer);

  await call(handler, httpApiEvent({ path: '/check/table', headers: { 'x-request-id': 'abc' } }));

  expect(log()).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      message: 'request',
      requestId: 'abc',
      method: 'GET',
      path: '/check/table',
      status: 200,
      durationMs: expect.any(Number),
    },
  ]);
});

test('an error of ours is logged with its code and its cause', async () => {
  const { handler, log } = await endpointOf(async () => {
    throw new (await serviceError())('NOT_READY', 'Not ready', { cause: new Error('refused') });
  });

  await call(handler);

  expect(log()).toMatchObject([
    { level: 'info', status: 503, code: 'NOT_READY', cause: { message: 'refused' } },
  ]);
});

test('an unexpected error is logged as an error, with its stack', async () => {
  const { handler, log } = await endpointOf(() => Promise.reject(new Error('boom')));

  await call(handler);

  expect(log()).toMatchObject([
    {
      level: 'error',
      status: 500,
      error: { message: 'boom', stack: expect.stringContaining('endpoint-log.test') },
    },
  ]);
});

test('neither query, headers nor body stand in the log', async () => {
  const { handler, log } = await endpointOf(answer, { methods: WITH_POST });
  const secret = 'hunter2';

  await call(
    handler,
    httpApiEvent({ method: 'POST', headers: { 'x-api-key': secret }, query: { key: secret }, body: secret }),
  );

  expect(log()).toHaveLength(1);
  expect(JSON.stringify(log())).not.toContain(secret);
});
