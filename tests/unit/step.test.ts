import { expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod/mini';
import type { Database } from '../../lib/clients/postgres.ts';
import type { Logger } from '../../lib/logger.ts';
import { captureLog } from './support/captured-log.ts';
import { freshProcess } from './support/environment.ts';
import { lambdaContext } from './support/http-api-event.ts';
import { connectionRefused, type Script, scriptedDatabase } from './support/scripted-database.ts';

interface Dependencies {
  readonly database: Database;
}
type Run = (
  input: { runId: string; part: number },
  dependencies: Dependencies & { logger: Logger },
) => Promise<object>;

/** A step in a process of its own settings, what it logs, and the statements that it sends. */
async function stepOf(run: Run, answer: Script = () => []) {
  freshProcess();
  const log = captureLog();
  const statements: { values: readonly unknown[] }[] = [];
  const database = scriptedDatabase((text, values) => {
    statements.push({ values });
    return answer(text, values);
  });
  const { runIdSchema, step } = await import('../../lib/step.ts');
  const schema = z.object({ runId: runIdSchema, part: z.int('part must be a whole number') });
  const handler = step('load', schema, run, { database: () => database });
  return { handler: (event: unknown, ms?: number) => handler(event, lambdaContext(ms)), log, statements };
}

/** The classes as a step of stepOf knows them. */
const errors = () => import('../../lib/errors.ts');

const event = { runId: 'etl-1', part: 2 };

test('a step gets the checked event without what does not belong to it, and returns an object', async () => {
  const { handler } = await stepOf((input) => Promise.resolve({ input }));

  const result = await handler({ ...event, extra: true });

  expect(result).toEqual({ input: event });
});

test('a step logs what it returns, with its name, the run and its duration', async () => {
  const { handler, log } = await stepOf(() => Promise.resolve({ read: 10 }));

  await handler(event);

  expect(log()).toMatchObject([
    {
      level: 'info',
      message: 'step done',
      step: 'load',
      runId: 'etl-1',
      read: 10,
      durationMs: expect.any(Number),
    },
  ]);
});

test('what a step itself logs carries its name and the run', async () => {
  const { handler, log } = await stepOf((_input, { logger }) => {
    logger.warn('look here');
    return Promise.resolve({});
  });

  await handler(event);

  expect(log()[0]).toMatchObject({ message: 'look here', step: 'load', runId: 'etl-1' });
});

test.each([
  [{}, 'runId: runId must be a text; part: part must be a whole number'],
  [{ runId: 'etl-1', part: 1.5 }, 'part: part must be a whole number'],
  [{ runId: 7, part: 1 }, 'runId: runId must be a text'],
])('the event %j is an InputError that says what is wrong with it', async (bad, problems) => {
  const { handler, statements } = await stepOf(() => Promise.resolve({}));

  await expect(handler(bad)).rejects.toMatchObject({
    name: 'InputError',
    code: 'BAD_EVENT',
    message: `the event of load can't be used: ${problems}`,
  });
  expect(statements).toEqual([]);
});

test.each([undefined, null, '', 'etl-1', []])('the event %j is an InputError', async (bad) => {
  const { handler } = await stepOf(() => Promise.resolve({}));

  await expect(handler(bad)).rejects.toMatchObject({ name: 'InputError', code: 'BAD_EVENT' });
});

test.each(['', 'x'.repeat(251)])('a run id of %j is an InputError', async (runId) => {
  const { handler } = await stepOf(() => Promise.resolve({}));

  await expect(handler({ runId, part: 0 })).rejects.toMatchObject({ name: 'InputError' });
});

test('the error of a step is thrown on as it is', async () => {
  const error = new Error('boom');
  const { handler } = await stepOf(() => Promise.reject(error));

  await expect(handler(event)).rejects.toBe(error);
});

test('the error of a step is recorded in its run, with the step, the code and its short form', async () => {
  const { handler, statements } = await stepOf(async () => {
    throw new (await errors()).InputError('GATE', 'too many rejects', { summary: 'many', gates: ['g'] });
  });

  await handler(event).catch(() => undefined);

  expect(statements.map(({ values }) => values)).toEqual([
    [
      { step: 'load', code: 'GATE', message: 'too many rejects', summary: 'many', gates: ['g'] },
      ...['etl-1', null],
    ],
  ]);
});

test.each([
  [
    'a ServiceError',
    async () => new (await errors()).ServiceError('DATABASE_UNAVAILABLE', 'text'),
    'DATABASE_UNAVAILABLE',
  ],
  ['any other error', () => Promise.resolve(new TypeError('text')), 'STEP_FAILED'],
  ['a text', () => Promise.resolve('text'), 'STEP_FAILED'],
])('%s is recorded with the code that it has', async (_what, make, code) => {
  const { handler, statements } = await stepOf(async () => {
    throw await make();
  });

  await handler(event).catch(() => undefined);

  expect(statements[0]?.values[0]).toEqual({
    ...{ step: 'load', code, message: 'text' },
    ...{ summary: null, gates: [] },
  });
});

test('the error of a step is logged with its stack', async () => {
  const { handler, log } = await stepOf(() => Promise.reject(new Error('boom')));

  await handler(event).catch(() => undefined);

  expect(log()).toMatchObject([
    {
      level: 'error',
      message: 'step failed',
      runId: 'etl-1',
      error: { message: 'boom', stack: expect.any(String) },
    },
  ]);
});

test('a step ends when its error is recorded, since Lambda may stop the process then', async () => {
  const recording = Promise.withResolvers<[]>();
  const order: string[] = [];
  const { handler } = await stepOf(
    () => Promise.reject(new Error('boom')),
    async () => {
      const rows = await recording.promise;
      order.push('recorded');
      return rows;
    },
  );
  const ended = handler(event).catch(() => order.push('ended'));

  // Whatever is ready by now has run when the event loop comes round.
  await new Promise((resolve) => setImmediate(resolve));
  recording.resolve([]);
  await ended;

  expect(order).toEqual(['recorded', 'ended']);
});

test('an error that cannot be recorded is thrown all the same', async () => {
  const error = new Error('boom');
  const { handler, log } = await stepOf(
    () => Promise.reject(error),
    () => Promise.reject(connectionRefused()),
  );

  await expect(handler(event)).rejects.toBe(error);
  expect(log()[1]).toMatchObject({ level: 'warn', reason: 'connect ECONNREFUSED 127.0.0.1:5432' });
});

test('an error whose recording hangs is thrown after 3 s', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const error = new Error('boom');
  const { handler, log } = await stepOf(
    () => Promise.reject(error),
    () => new Promise(() => undefined),
  );
  const failure = expect(handler(event)).rejects.toBe(error);

  await vi.advanceTimersByTimeAsync(3_000);

  await failure;
  expect(log()[1]).toMatchObject({ level: 'warn', reason: 'time-out' });
});

test('a step that runs out of time says so before Lambda ends it', async () => {
  const { handler } = await stepOf(() => new Promise(() => undefined));

  await expect(handler(event, 5_050)).rejects.toThrow('the step load ran out of time');
});
