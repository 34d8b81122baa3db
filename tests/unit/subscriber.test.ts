import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Logger } from '../../lib/logger.ts';
import type { Budget } from '../../lib/time-limits/budget.ts';
import { captureLog } from './support/captured-log.ts';
import { freshProcess } from './support/environment.ts';
import { lambdaContext } from './support/http-api-event.ts';

type Run = (
  event: { id: string; size: number },
  dependencies: { client: string; logger: Logger; budget: Budget },
) => Promise<object>;

/** A subscriber in a process of its own settings, and what it logs. */
async function subscriberOf(run: Run) {
  freshProcess();
  const log = captureLog();
  const { subscriber } = await import('../../lib/subscriber.ts');
  const schema = z.object({ id: z.string('must be a text'), size: z.int('must be a whole number') });
  const handler = subscriber('noticed', schema, run, { client: () => 'client' });
  return { handler: (event: unknown, ms?: number) => handler(event, lambdaContext(ms)), log };
}

const event = { id: 'e-1', size: 2 };

test('a subscriber gets the checked event and its dependencies, and returns an object', async () => {
  const { handler } = await subscriberOf((given, { client }) => Promise.resolve({ given, client }));

  expect(await handler({ ...event, extra: true })).toEqual({ given: event, client: 'client' });
});

test('what came of an event is logged, with the function and the event', async () => {
  const { handler, log } = await subscriberOf((_event, { logger }) => {
    logger.warn('look here');
    return Promise.resolve({ outcome: 'done' });
  });

  await handler(event);

  expect(log()).toMatchObject([
    { level: 'warn', message: 'look here', function: 'noticed', eventId: 'e-1' },
    { level: 'info', message: 'event handled', function: 'noticed', eventId: 'e-1', outcome: 'done' },
  ]);
});

test('its budget ends before Lambda does', async () => {
  const { handler } = await subscriberOf((_event, { budget }) =>
    Promise.resolve({ remainingMs: budget.remainingMs }),
  );

  const { remainingMs } = (await handler(event, 30_000)) as { remainingMs: number };

  expect(remainingMs).toBeGreaterThan(20_000);
  expect(remainingMs).toBeLessThanOrEqual(29_000);
});

test('an event that can not be used is an error that says what is wrong with it, in the log too', async () => {
  const { handler, log } = await subscriberOf(() => Promise.resolve({}));
  const message = "the event of noticed can't be used: size: must be a whole number";

  await expect(handler({ id: 'e-1' })).rejects.toMatchObject({
    name: 'InputError',
    code: 'BAD_EVENT',
    message,
  });
  expect(log()).toMatchObject([{ level: 'error', message: 'event failed', error: { message } }]);
});

test('an error is thrown on as it is, so that the event is delivered once more', async () => {
  const error = new Error('boom');
  const { handler, log } = await subscriberOf(() => Promise.reject(error));

  await expect(handler(event)).rejects.toBe(error);
  expect(log()).toMatchObject([{ level: 'error', error: { message: 'boom', stack: expect.any(String) } }]);
});

test('a subscriber that runs out of time says so before Lambda ends it', async () => {
  const { handler } = await subscriberOf(() => new Promise(() => undefined));

  await expect(handler(event, 550)).rejects.toThrow('the function noticed ran out of time');
});
