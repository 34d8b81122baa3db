import { expect, test } from 'vitest';
import { ConfigError, InputError, ServiceError } from '../../../../lib/errors.ts';
import { MethodNotAllowedError } from '../../../../lib/http/guards.ts';
import { errorReply } from '../../../../lib/http/reply/error-reply.ts';

test.each([
  [0, 1],
  [-3, 1],
  [0.2, 1],
  [1, 1],
  [1.001, 2],
  [9.5, 10],
])('a wait of %d s is told as %d whole seconds, never too few', (retryAfterS, expected) => {
  const reply = errorReply(new ServiceError('TOO_FREQUENT', 'text', { retryAfterS }), 'id');

  expect(reply.headers).toMatchObject({ 'retry-after': String(expected) });
  expect(reply.body['retryAfter']).toBe(expected);
});

test('an error that does not know its time to wait has that of its code', () => {
  const reply = errorReply(new ServiceError('DATABASE_UNAVAILABLE', 'text'), 'id');

  expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, body: { retryAfter: 5 } });
});

test('an error without a time to wait has neither header nor member for it', () => {
  const reply = errorReply(new ServiceError('RUN_NOT_FOUND', 'text'), 'id');

  expect(reply).toEqual({
    status: 404,
    headers: {},
    body: { message: 'text', code: 'RUN_NOT_FOUND', requestId: 'id' },
  });
});

test('a method that is not allowed comes with those that are', () => {
  const { status, headers } = errorReply(new MethodNotAllowedError('PUT', ['GET', 'HEAD']), 'id');

  expect({ status, headers }).toEqual({ status: 405, headers: { allow: 'GET, HEAD' } });
});

test('a route may answer a code with a status of its own', () => {
  const { status } = errorReply(new ServiceError('TABLE_MISSING', 'text'), 'id', { TABLE_MISSING: 500 });

  expect(status).toBe(500);
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
    headers: {},
    body: { message: 'Internal server error', code: 'INTERNAL_ERROR', requestId: 'id' },
  });
});
