import { expect, test } from 'vitest';
import { TimeLimitError, withinMs } from '../../../lib/time-limits/time-limit.ts';

test('what is done in time is the answer', async () => {
  expect(await withinMs(Promise.resolve('done'), 10_000)).toBe('done');
});

test('what fails in time is the error', async () => {
  await expect(withinMs(Promise.reject(new Error('broken')), 10_000)).rejects.toThrow('broken');
});

test('what takes too long is a time-out', async () => {
  await expect(withinMs(new Promise(() => undefined), 1)).rejects.toThrow(TimeLimitError);
});

test('what fails after its time troubles nobody', async () => {
  const { promise, reject } = Promise.withResolvers<never>();

  await expect(withinMs(promise, 1)).rejects.toThrow('time-out');
  reject(new Error('too late to matter'));
  await new Promise((resolve) => setTimeout(resolve, 5));
});
