import { expect, test } from 'vitest';
import { secondThreadPays, TWO_THREADS_BYTES } from '../../../../../lib/pipeline/load/events/threads.ts';

const ENOUGH = TWO_THREADS_BYTES;

/** The environment of a Lambda function on AWS. */
const onAws = (memoryMb: number) => ({
  AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
});

test.each([
  [2, ENOUGH, true],
  [2, ENOUGH - 1, false],
  [1, ENOUGH, false],
])('on a machine with %d processors, for %d bytes: %s', (processors, bytes, pays) => {
  expect(secondThreadPays(bytes, ENOUGH, {}, processors)).toBe(pays);
});

test.each([
  [128, false],
  [1_769, false],
  [2_653, false],
  [2_654, true],
  [3_538, true],
  [10_240, true],
])('on AWS a function with %d MB, which sees two processors: %s', (memoryMb, pays) => {
  expect(secondThreadPays(ENOUGH, ENOUGH, onAws(memoryMb), 2)).toBe(pays);
});

test('an emulator of Lambda on this machine has all of its processors, whatever memory it says', () => {
  // What serverless-offline and `sls invoke local` set.
  const emulated = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512', LAMBDA_TASK_ROOT: '/var/task' };

  expect(secondThreadPays(ENOUGH, ENOUGH, emulated, 2)).toBe(true);
});
