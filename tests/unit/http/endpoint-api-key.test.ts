import { expect, test, vi } from 'vitest';
import { answer, bodyOf, call, endpointOf } from '../support/endpoint.ts';
import { REQUIRED_SETTINGS } from '../support/environment.ts';
import { httpApiEvent } from '../support/http-api-event.ts';

const withKey = { ...REQUIRED_SETTINGS, API_KEY: 'the-key' };

test.each([
  ['x-api-key', 'the-key'],
  ['authorization', 'Bearer the-key'],
  ['authorization', 'bearer  the-key'],
])('with an API key set, the header %s: %s lets in', async (name, value) => {
  const { handler } = await endpointOf(answer, { settings: withKey });

  const { statusCode } = await call(handler, httpApiEvent({ headers: { [name]: value } }));

  expect(statusCode).toBe(200);
});

test.each([
  ['without a key', {}],
  ['with a wrong key', { 'x-api-key': 'the-kez' }],
  ['with a longer key', { 'x-api-key': 'the-key2' }],
  ['with an empty key', { 'x-api-key': '' }],
  ['with a wrong Bearer token', { authorization: 'Bearer other' }],
  ['with the key as Basic', { authorization: 'Basic the-key' }],
  // As API Gateway hands on a header that was sent twice.
  ['with a wrong key and then the right one', { 'x-api-key': 'wrong,the-key' }],
  ['with the right key and then a wrong one', { 'x-api-key': 'the-key,wrong' }],
  [
    'with the right key as x-api-key, and a wrong token',
    { 'x-api-key': 'the-key', authorization: 'Bearer x' },
  ],
  ['with a wrong key, and the right one as a token', { 'x-api-key': 'x', authorization: 'Bearer the-key' }],
])('with an API key set, a request %s is a 401', async (_what, headers) => {
  const run = vi.fn(answer);
  const { handler } = await endpointOf(run, { settings: withKey });

  const response = await call(handler, httpApiEvent({ headers }));

  expect(response).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' } });
  expect(bodyOf(response)).toMatchObject({ code: 'API_KEY_REQUIRED', requestId: expect.any(String) });
  expect(run).not.toHaveBeenCalled();
});

test('who sends the right key both ways is let in', async () => {
  const { handler } = await endpointOf(answer, { settings: withKey });
  const headers = { 'x-api-key': 'the-key', authorization: 'Bearer the-key' };

  const { statusCode } = await call(handler, httpApiEvent({ headers }));

  expect(statusCode).toBe(200);
});

test('an open route needs no API key', async () => {
  const { handler } = await endpointOf(answer, { settings: withKey, open: true });

  const { statusCode } = await call(handler);

  expect(statusCode).toBe(200);
});

test('without an API key set, none is needed', async () => {
  const { handler } = await endpointOf(answer, { settings: { ...REQUIRED_SETTINGS, API_KEY: '' } });

  const { statusCode } = await call(handler);

  expect(statusCode).toBe(200);
});
