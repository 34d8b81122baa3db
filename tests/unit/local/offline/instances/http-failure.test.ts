import { expect, test } from 'vitest';
import {
  InstanceEndedError,
  ServerStoppingError,
  TimedOutError,
  TooManyCallsError,
} from '../../../../../local/offline/instances/errors.ts';
import { httpFailure, isHttpEvent } from '../../../../../local/offline/instances/http-failure.ts';

test.each([
  [new TooManyCallsError('1000 wait'), 503, 'TOO_MANY_REQUESTS'],
  [new TimedOutError('late'), 503, 'TIMEOUT'],
  [new ServerStoppingError(), 503, 'STOPPING'],
  [new InstanceEndedError('a secret'), 500, 'FUNCTION_CRASHED'],
  [new Error('a secret'), 500, 'INTERNAL_ERROR'],
])('%s is answered in our error shape, without its text', (error, status, code) => {
  const { statusCode, body } = httpFailure(error, 'request-1');

  expect(statusCode).toBe(status);
  expect(JSON.parse(body)).toMatchObject({ code, requestId: 'request-1', message: expect.any(String) });
  expect(body).not.toContain('secret');
});

test('what comes over HTTP is told from what Airflow sends', () => {
  const over = [{ requestContext: { http: { method: 'GET' } } }, { runId: 'etl-1' }, null, 'text'].map(
    isHttpEvent,
  );

  expect(over).toEqual([true, false, false, false]);
});
