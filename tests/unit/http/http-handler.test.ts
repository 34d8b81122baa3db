import { expect, test, vi } from 'vitest';
import { httpHandler } from '../../../lib/http/http-handler.ts';
import type { HttpReply, HttpRequest } from '../../../lib/http/message.ts';
import { captureLog } from '../support/captured-log.ts';
import { call } from '../support/endpoint.ts';
import { httpApiEvent } from '../support/http-api-event.ts';

/** What answers any request, and remembers it. */
const answering = () =>
  vi.fn<(request: HttpRequest) => Promise<HttpReply>>(() =>
    Promise.resolve({ status: 200, body: { message: 'done' } }),
  );

/** The Lambda handler around it; its log lines go nowhere. */
function handlerOf(answer: ReturnType<typeof answering>) {
  captureLog();
  return httpHandler(answer);
}

test('what answers gets method, path, query, lower-cased headers and body of the event', async () => {
  const answer = answering();
  const handler = handlerOf(answer);
  const event = httpApiEvent({
    method: 'POST',
    path: '/trigger-etl',
    headers: { 'X-Extra': 'yes' },
    query: { limit: '10' },
    body: '{"asOf":"2024-01-01"}',
  });

  await call(handler, event);

  expect(answer.mock.calls[0]?.[0]).toMatchObject({
    method: 'POST',
    path: '/trigger-etl',
    headers: { 'x-extra': 'yes', accept: '*/*' },
    query: { limit: '10' },
    queryNames: ['limit'],
    body: '{"asOf":"2024-01-01"}',
  } satisfies Partial<HttpRequest>);
});

test('a body that came as base64 is decoded', async () => {
  const answer = answering();
  const handler = handlerOf(answer);
  const body = Buffer.from('{"ä":1}').toString('base64');

  await call(handler, httpApiEvent({ method: 'POST', body, isBase64Encoded: true }));

  expect(answer.mock.calls[0]?.[0].body).toBe('{"ä":1}');
});

test('a body that the emulator has made a value of is the text it was', async () => {
  const answer = answering();
  const handler = handlerOf(answer);

  await call(handler, { ...httpApiEvent({ method: 'POST' }), body: false as unknown as string });

  expect(answer.mock.calls[0]?.[0].body).toBe('false');
});

test.each([
  ['null', { 'content-length': '4' }],
  ['""', { 'content-length': '2' }],
  ['one whose length is not told', { 'transfer-encoding': 'chunked' }],
])('a body that the emulator has dropped, %s, is null, and not none', async (_what, headers) => {
  const answer = answering();
  const handler = handlerOf(answer);

  await call(handler, { ...httpApiEvent({ method: 'POST', headers }), body: null as unknown as string });

  expect(answer.mock.calls[0]?.[0].body).toBe('null');
});

test('an empty body is none', async () => {
  const answer = answering();
  const handler = handlerOf(answer);
  const event = httpApiEvent({ method: 'POST', headers: { 'content-length': '0' } });

  await call(handler, { ...event, body: null as unknown as string });

  expect(answer.mock.calls[0]?.[0].body).toBeUndefined();
});

test.each([
  ['the empty text of `sls invoke local` without data', ''],
  ['an empty object', {}],
  ['no event at all', undefined],
  ['null', null],
])('an event that is %s counts as a GET of /', async (_what, event) => {
  const answer = answering();
  const handler = handlerOf(answer);

  const response = await call(handler, event as unknown as undefined);

  expect(response.statusCode).toBe(200);
  expect(answer.mock.calls[0]?.[0]).toMatchObject({ method: 'GET', path: '/', query: {}, headers: {} });
});
