import { expect, test, vi } from 'vitest';
import { keptAnswer } from '../../../lib/views/kept-answer.ts';

test('an answer is found out once for a version', async () => {
  const kept = keptAnswer<string>();
  const find = vi.fn(async () => 'answer');

  await kept.of('1', find);

  expect(await kept.of('1', find)).toBe('answer');
  expect(find).toHaveBeenCalledTimes(1);
});

test('an answer of another version is found out again', async () => {
  const kept = keptAnswer<string>();
  await kept.of('1', async () => 'old');

  expect(await kept.of('2', async () => 'new')).toBe('new');
});

test('what failed is tried again', async () => {
  const kept = keptAnswer<string>();
  await kept.of('1', async () => Promise.reject(new Error('no'))).catch(() => undefined);

  expect(await kept.of('1', async () => 'answer')).toBe('answer');
});
