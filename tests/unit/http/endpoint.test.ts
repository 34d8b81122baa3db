import { expect, onTestFinished, test, vi } from 'vitest';
import type { HttpRequest } from '../../../lib/http/message.ts';
import { answer, bodyOf, call, endpointOf, type Logic } from '../support/endpoint.ts';
import { httpApiEvent, lambdaContext } from '../support/http-api-event.ts';

test('a reply becomes a response with status, JSON body and its own headers', async () => {
  const { handler } = await endpointOf(() =>
    Promise.resolve({
      status: 202,
      body: { message: 'done', count: 3 },
      headers: { location: '/runs/etl-1' },
    }),
  );

  const response = await call(handler);

  expect(response).toMatchObject({
    statusCode: 202,
    headers: { 'content-type': 'application/json; charset=utf-8', location: '/runs/etl-1' },
  });
  expect(bodyOf(response)).toEqual({ message: 'done', count: 3 });
});

test('no response may be cached or taken for something else than JSON', async () => {
  const { handler } = await endpointOf(answer);

  const { headers } = await call(handler);

  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
});

test('the logic gets method, path, query, lower-cased headers and body of the event', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { methods: ['POST'], query: 'read' });
  const event = httpApiEvent({
    method: 'POST',
    path: '/trigger-etl',
    headers: { 'X-Extra': 'yes' },
    query: { limit: '10' },
    body: '{"asOf":"2024-01-01"}',
  });

  await call(handler, event);

  expect(run.mock.calls[0]?.[0]).toMatchObject({
    method: 'POST',
    path: '/trigger-etl',
    headers: { 'x-extra': 'yes', accept: '*/*' },
    query: { limit: '10' },
    queryNames: ['limit'],
    body: '{"asOf":"2024-01-01"}',
  } satisfies Partial<HttpRequest>);
});

test('a body that came as base64 is decoded', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { methods: ['POST'] });
  const body = Buffer.from('{"ä":1}').toString('base64');

  await call(handler, httpApiEvent({ method: 'POST', body, isBase64Encoded: true }));

  expect(run.mock.calls[0]?.[0].body).toBe('{"ä":1}');
});

test('a body that the emulator has made a value of is the text it was', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { methods: ['POST'] });

  await call(handler, { ...httpApiEvent({ method: 'POST' }), body: false as unknown as string });

  expect(run.mock.calls[0]?.[0].body).toBe('false');
});

test.each([
  ['null', { 'content-length': '4' }],
  ['""', { 'content-length': '2' }],
  ['one whose length is not told', { 'transfer-encoding': 'chunked' }],
])('a body that the emulator has dropped, %s, is null, and not none', async (_what, headers) => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { methods: ['POST'] });

  await call(handler, { ...httpApiEvent({ method: 'POST', headers }), body: null as unknown as string });

  expect(run.mock.calls[0]?.[0].body).toBe('null');
});

test('an empty body is none', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { methods: ['POST'] });
  const event = httpApiEvent({ method: 'POST', headers: { 'content-length': '0' } });

  await call(handler, { ...event, body: null as unknown as string });

  expect(run.mock.calls[0]?.[0].body).toBeUndefined();
});

test.each([
  ['the empty text of `sls invoke local` without data', ''],
  ['an empty object', {}],
  ['no event at all', undefined],
  ['null', null],
])('an event that is %s counts as a GET of /', async (_what, event) => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run);

  const response = await call(handler, event as unknown as undefined);

  expect(response.statusCode).toBe(200);
  expect(run.mock.calls[0]?.[0]).toMatchObject({ method: 'GET', path: '/', query: {}, headers: {} });
});

test('the dependencies come from the providers, with a logger that carries the request id', async () => {
  const run = vi.fn<Logic>((_request, { logger }) => {
    (logger as { info(text: string): void }).info('from the logic');
    return answer({} as HttpRequest, {});
  });
  const provider = vi.fn(() => 'a client');
  const { handler, log } = await endpointOf(run, { providers: { database: provider } });

  await call(handler, httpApiEvent({ headers: { 'x-request-id': 'abc' } }));

  expect(run.mock.calls[0]?.[1]).toMatchObject({ database: 'a client' });
  expect(provider).toHaveBeenCalledWith(
    expect.objectContaining({ AIRFLOW_URL: 'http://127.0.0.1:9' }),
    expect.anything(),
  );
  expect(log()).toContainEqual(expect.objectContaining({ message: 'from the logic', requestId: 'abc' }));
});

test('logic and providers get the one budget of the request, which is the endpoint’s', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const run = vi.fn(answer);
  const provider = vi.fn<(config: unknown, budget: unknown) => string>(() => 'a client');
  const { handler } = await endpointOf(run, { providers: { database: provider }, budgetMs: 1_500 });

  await call(handler);

  const budget = run.mock.calls[0]?.[1]['budget'];
  expect(budget).toMatchObject({ remainingMs: 1_500 });
  expect(provider.mock.calls[0]?.[1]).toBe(budget);
});

test('what a call waited before it came here is missing from its budget', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run);

  await handler(httpApiEvent(), lambdaContext(3_000));

  expect(run.mock.calls[0]?.[1]['budget']).toMatchObject({ remainingMs: 2_500 });
});

test('a request that has no time left is refused before anything is begun for it', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { budgetMs: 0 });

  const response = await call(handler);

  expect(response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
  expect(bodyOf(response)).toMatchObject({ code: 'TIMEOUT' });
  expect(run).not.toHaveBeenCalled();
});

test('a method that is not served is a 405 that says which are', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { methods: ['GET', 'POST'] });

  const response = await call(handler, httpApiEvent({ method: 'HEAD' }));

  expect(response).toMatchObject({ statusCode: 405, headers: { allow: 'GET, POST' } });
  expect(bodyOf(response)).toMatchObject({ code: 'METHOD_NOT_ALLOWED', requestId: expect.any(String) });
  expect(run).not.toHaveBeenCalled();
});

test('GET and HEAD are served unless an endpoint says otherwise', async () => {
  const { handler } = await endpointOf(answer);

  const statuses = [];
  for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
    statuses.push((await call(handler, httpApiEvent({ method }))).statusCode);
  }

  expect(statuses).toEqual([200, 200, 405, 405]);
});

test('an endpoint for any method serves any', async () => {
  const { handler } = await endpointOf(answer, { methods: 'any' });

  const { statusCode } = await call(handler, httpApiEvent({ method: 'PROPFIND' }));

  expect(statusCode).toBe(200);
});
