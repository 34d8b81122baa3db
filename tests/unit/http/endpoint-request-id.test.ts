import { expect, test } from 'vitest';
import { answer, call, endpointOf } from '../support/endpoint.ts';
import { httpApiEvent } from '../support/http-api-event.ts';

test.each(['abc', 'A-b_c=09', 'x'.repeat(255)])(
  'the sane request id %s of the caller is kept',
  async (id) => {
    const { handler } = await endpointOf(answer);

    const { headers } = await call(handler, httpApiEvent({ headers: { 'x-request-id': id } }));

    expect(headers['x-request-id']).toBe(id);
  },
);

test('the name of the request id header may be written in any case', async () => {
  const { handler } = await endpointOf(answer);

  const { headers } = await call(handler, httpApiEvent({ headers: { 'X-Request-Id': 'abc' } }));

  expect(headers['x-request-id']).toBe('abc');
});

test.each([
  ['a line end', 'abc\r\nset-cookie: a=b'],
  ['a line end after it', 'abc\n'],
  ['300 characters', 'x'.repeat(300)],
  ['spaces', 'a b'],
  ['nothing', ''],
  ['quotes', '"}'],
])('a request id with %s in it is replaced by a random one', async (_what, id) => {
  const { handler } = await endpointOf(answer);

  const { headers } = await call(handler, httpApiEvent({ headers: { 'x-request-id': id } }));

  expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('two requests without an id get different ones', async () => {
  const { handler } = await endpointOf(answer);

  const [first, second] = await Promise.all([call(handler), call(handler)]);

  expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
});
