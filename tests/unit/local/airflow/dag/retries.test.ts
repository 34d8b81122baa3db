import { expect, test } from 'vitest';
import { retryDelay, withRetries } from '../../../../../local/airflow/dag/retries.ts';
import { StepError } from '../../../../../local/airflow/dag/step-error.ts';

test('the delay doubles with every retry', () => {
  const delays = [1, 2, 3, 4].map((tryNumber) => retryDelay(tryNumber, 1000));

  expect(delays).toEqual([1000, 2000, 4000, 8000]);
});

test('an abort ends the wait for the next try', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  const attempt = () => Promise.reject(new StepError('plan', 'Error', 'down'));

  const result = withRetries(attempt, {
    retries: 1,
    delayMs: 3_600_000,
    signal: stop.signal,
    onRetry: () => stop.abort(reason),
  });

  await expect(result).rejects.toBe(reason);
});

test('an error that is no failure of the step is not retried', async () => {
  let tries = 0;
  const attempt = () => {
    tries += 1;
    return Promise.reject(new TypeError('a bug'));
  };

  const result = withRetries(attempt, { retries: 5, delayMs: 1, signal: new AbortController().signal });

  await expect(result).rejects.toThrow('a bug');
  expect(tries).toBe(1);
});
