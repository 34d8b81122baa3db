import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod/mini';
import {
  answer,
  bodyOf,
  call,
  endpointOf,
  type Logic,
  serviceError,
  WITH_POST,
} from '../support/endpoint.ts';
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

test('the logic gets the parameters and the body as the route declares them', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, {
    methods: WITH_POST,
    query: z.strictObject({ limit: z.coerce.number() }),
    body: { members: { asOf: z.string(), more: z._default(z.boolean(), false) }, example: '{}' },
  });
  const event = httpApiEvent({ method: 'POST', query: { limit: '10' }, body: '{"asOf":"2024-01-01"}' });

  await call(handler, event);

  expect(run.mock.calls[0]?.[0]).toMatchObject({
    method: 'POST',
    query: { limit: 10 },
    body: { asOf: '2024-01-01', more: false },
  });
});

test('the logic gets the path of its route, however it was written', async () => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { path: '/runs/{runId}/rejects' });
  const event = httpApiEvent({ path: '/runs/a%2fb/rejects' });

  await call(handler, { ...event, pathParameters: { runId: 'a/b' } });

  expect(run.mock.calls[0]?.[0].path).toBe('/runs/a%2Fb/rejects');
});

test.each([
  ['a query', { query: { extra: '1' } }, 'Invalid parameter: extra is unknown'],
  [
    'a member of its body in the query',
    { query: { asOf: 'x' } },
    'Invalid parameter: asOf can\'t be given in the query: send a POST with a JSON body, {"asOf":"x"}',
  ],
  [
    'a body that it does not declare',
    { method: 'POST', body: '[]' },
    expect.stringMatching(/^Invalid body: /),
  ],
])('%s is refused before anything is begun', async (_what, given, message) => {
  const run = vi.fn(answer);
  const body = {
    members: { asOf: z.optional(z.string()), more: z.optional(z.string()) },
    example: '{"asOf":"x"}',
  };
  const { handler } = await endpointOf(run, { methods: WITH_POST, body });

  const response = await call(handler, httpApiEvent(given));

  expect([response.statusCode, bodyOf(response)['message']]).toEqual([400, message]);
  expect(run).not.toHaveBeenCalled();
});

test('a route answers an error with its own status, where it has one', async () => {
  const { handler } = await endpointOf(
    async () => {
      throw new (await serviceError())('TABLE_MISSING', 'There is no table');
    },
    { statuses: { TABLE_MISSING: 500 } },
  );

  const response = await call(handler);

  expect([response.statusCode, bodyOf(response)['code']]).toEqual([500, 'TABLE_MISSING']);
});

test('the dependencies come from the providers, with a logger that carries the request id', async () => {
  const run = vi.fn<Logic>((_request, { logger }) => {
    logger.info('from the logic');
    return Promise.resolve({ status: 200, body: { message: 'done' } });
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

test('GET and HEAD are served, and whatever else the route declares', async () => {
  const { handler } = await endpointOf(answer, { methods: WITH_POST });

  const statuses = [];
  for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
    statuses.push((await call(handler, httpApiEvent({ method }))).statusCode);
  }

  expect(statuses).toEqual([200, 200, 200, 405]);
});

describe('a route whose GET starts something', () => {
  test('serves no HEAD, and says which methods it serves', async () => {
    const run = vi.fn(answer);
    const { handler } = await endpointOf(run, { methods: WITH_POST, startsWork: true });

    const response = await call(handler, httpApiEvent({ method: 'HEAD' }));

    expect(response).toMatchObject({ statusCode: 405, headers: { allow: 'GET, POST' } });
    expect(bodyOf(response)).toMatchObject({ code: 'METHOD_NOT_ALLOWED', requestId: expect.any(String) });
    expect(run).not.toHaveBeenCalled();
  });

  test('refuses a GET that no person asked for', async () => {
    const run = vi.fn(answer);
    const { handler } = await endpointOf(run, { startsWork: true });

    const response = await call(handler, httpApiEvent({ headers: { 'sec-purpose': 'prefetch' } }));

    expect([response.statusCode, bodyOf(response)['code']]).toEqual([403, 'UNINTENDED_REQUEST']);
    expect(run).not.toHaveBeenCalled();
  });
});
