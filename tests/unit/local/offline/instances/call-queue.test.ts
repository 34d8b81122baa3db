import { afterEach, expect, test, vi } from 'vitest';
import type { FunctionSettings } from '../../../../../local/offline/function-settings.ts';
import { CallQueue } from '../../../../../local/offline/instances/call-queue.ts';
import {
  InstanceEndedError,
  TimedOutError,
  TooManyCallsError,
} from '../../../../../local/offline/instances/errors.ts';

const file = new URL('../../../../fixtures/offline-service/functions.js', import.meta.url).href;

const queues: CallQueue[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(queues.splice(0).map((queue) => queue.end()));
});

function queueOf(exportName: string, changes: Partial<FunctionSettings> = {}): CallQueue {
  // What an instance says of its end.
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const queue = new CallQueue({
    ...{ functionName: exportName, kind: 'endpoint', file, exportName, environment: {} },
    ...{ timeoutMs: 20_000, memoryMb: 64 },
    ...changes,
  });
  queues.push(queue);
  return queue;
}

test('calls are served by one instance, one after the other, while they come so', async () => {
  const queue = queueOf('well');

  const answers = [await queue.call({}, undefined), await queue.call({}, undefined)];

  expect(answers).toMatchObject([
    { body: expect.stringContaining('1') },
    { body: expect.stringContaining('2') },
  ]);
});

test.each(['rejection', 'exit', 'memory'])(
  'an instance that ends by %s fails its call, and the next call gets a new one',
  async (how) => {
    const queue = queueOf('ends');

    const lost = queue.call({ how }, undefined);

    await expect(lost).rejects.toBeInstanceOf(InstanceEndedError);
    await expect(queue.call({ how: 'exit' }, undefined)).rejects.toThrow('ended with 3');
  },
);

test('a throw outside of a call fails the call that its instance serves, and no other', async () => {
  const queue = queueOf('strays');
  const straying = { queryStringParameters: { how: 'throw' } };

  const [lost, beside] = await Promise.allSettled([
    queue.call(straying, undefined),
    queue.call({}, undefined),
  ]);
  const after = await queue.call({}, undefined);

  expect(lost).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('a stray throw') },
  });
  expect(beside).toMatchObject({ status: 'fulfilled' });
  expect(after).toMatchObject({ statusCode: 200 });
});

test('endpoints have two instances; a third call waits for one of them, and the wait is part of its time', async () => {
  const queue = queueOf('waits');
  const call = async () =>
    (await queue.call({ ms: 300 }, undefined)) as { began: number; remainingMs: number; done: number };

  const [first, second, third] = await Promise.all([call(), call(), call()]);

  expect(third.began).toBeGreaterThanOrEqual(Math.min(first.done, second.done));
  expect(third.remainingMs).toBeLessThanOrEqual(20_000 - 300);
});

test('a call that waits for longer than its function may take is turned away', async () => {
  const queue = queueOf('blocks', { timeoutMs: 100 });
  const busy = Promise.allSettled([queue.call({}, undefined), queue.call({}, undefined)]);

  const third = queue.call({}, undefined);

  await expect(third).rejects.toBeInstanceOf(TooManyCallsError);
  await busy;
});

test('a function that never gives way is ended soon after its time-out, and its next call is served', async () => {
  const queue = queueOf('blocks', { timeoutMs: 100 });

  const outcomes = await Promise.allSettled([queue.call({}, undefined), queue.call({}, undefined)]);

  expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([
    expect.any(TimedOutError),
    expect.any(TimedOutError),
  ]);
});

test('what a function throws keeps name, message and stack', async () => {
  const queue = queueOf('fails');

  const failure = await queue.call({ message: 'bad input' }, undefined).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(Error);
  expect(failure).toMatchObject({
    name: 'InputError',
    message: 'bad input',
    stack: expect.stringContaining('functions.js'),
  });
});

test('when the server stops, calls in flight and waiting calls fail', async () => {
  const queue = queueOf('waits');
  const calls = [1, 2, 3].map(() => queue.call({ ms: 60_000 }, undefined));
  const outcomes = Promise.allSettled(calls);

  await queue.end();

  const states = (await outcomes).map(({ status }) => status);
  expect(states).toEqual(['rejected', 'rejected', 'rejected']);
});
