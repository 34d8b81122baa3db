import { expect, test } from 'vitest';
import { ConfigError, InputError, ServiceError } from '../../../lib/errors.ts';
import { errorReply } from '../../../lib/http/error-reply.ts';

test.each([
  [0, 1],
  [-3, 1],
  [0.2, 1],
  [1, 1],
  [1.001, 2],
  [9.5, 10],
])('a wait of %d s is told as %d whole seconds, never too few', (retryAfterS, expected) => {
  const reply = errorReply(new ServiceError(400, 'X', 'text', { retryAfterS }), 'id');

  expect(reply.headers).toMatchObject({ 'retry-after': String(expected) });
  expect(reply.body['retryAfter']).toBe(expected);
});

test('an error without a time to wait has neither header nor member for it', () => {
  const reply = errorReply(new ServiceError(404, 'X', 'text'), 'id');

  expect(reply).toEqual({ status: 404, headers: {}, body: { message: 'text', code: 'X', requestId: 'id' } });
});

test('the headers of an error stay beside Retry-After', () => {
  const error = new ServiceError(405, 'X', 'text', { headers: { allow: 'GET' }, retryAfterS: 1 });

  expect(errorReply(error, 'id').headers).toEqual({ allow: 'GET', 'retry-after': '1' });
});

test.each([
  new ConfigError('settings: A is missing'),
  new InputError('GATE', 'secret'),
  new Error('secret'),
  'secret',
  undefined,
])('%s is no answer for a client', (error) => {
  expect(errorReply(error, 'id')).toEqual({
    status: 500,
    body: { message: 'Internal server error', code: 'INTERNAL_ERROR', requestId: 'id' },
  });
});
