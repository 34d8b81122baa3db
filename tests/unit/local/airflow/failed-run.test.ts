import { expect, test } from 'vitest';
import { emulate, fakeLambda } from './emulator.ts';
import { namedError, startFakeLambda, workingSteps } from './fake-lambda.ts';

test('a failed run marks what comes behind the failed task as upstream_failed', async () => {
  const plan = () => {
    throw namedError('InputError', 'no such file');
  };
  const lambda = await fakeLambda({ ...workingSteps(1), plan });
  const { airflow, client } = await emulate(lambda);

  await client.startRun('etl-1', {});
  await airflow.idle();

  expect(await client.taskInstances('etl-1')).toMatchObject([
    { taskId: 'plan', state: 'failed', tryNumber: 1 },
    { taskId: 'load', mapIndex: -1, state: 'upstream_failed', tryNumber: 0 },
    { taskId: 'publish', state: 'upstream_failed', tryNumber: 0 },
  ]);
});

test('a failed run lets the other loads end before it fails, and never publishes', async () => {
  const lambda = await fakeLambda({
    ...workingSteps(6),
    load: ({ part }) => {
      if (part === 0) {
        throw namedError('InputError', 'part 0 is unreadable');
      }
      return {};
    },
  });
  const { airflow, client } = await emulate(lambda);

  await client.startRun('etl-1', {});
  await airflow.idle();

  const states = (await client.taskInstances('etl-1')).map((instance) => instance.state);
  expect(states).toEqual(['success', 'failed', ...Array(5).fill('success'), 'upstream_failed']);
  expect(lambda.eventsOf('publish')).toEqual([]);
});

test('a failed run calls fail once, with the error of the step that failed', async () => {
  const load = () => {
    throw new Error('disk full');
  };
  const lambda = await fakeLambda({ ...workingSteps(5), load });
  const { airflow, client } = await emulate(lambda);

  const run = await client.startRun('etl-1', {});
  await airflow.idle();

  expect(lambda.eventsOf('fail')).toEqual([
    {
      runId: 'etl-1',
      queuedAt: run.queuedAt?.toISOString(),
      reason: 'task_failure',
      error: { step: 'load', type: 'Error', message: 'disk full' },
    },
  ]);
});

test('a failed run calls fail again when fail itself fails', async () => {
  const lambda = await fakeLambda({
    ...workingSteps(1),
    plan: () => {
      throw namedError('InputError', 'no such file');
    },
    fail: (_, attempt) => {
      if (attempt === 1) {
        throw new Error('database is starting');
      }
      return {};
    },
  });
  const { airflow, client } = await emulate(lambda);

  await client.startRun('etl-1', {});
  await airflow.idle();

  expect(lambda.eventsOf('fail')).toHaveLength(2);
});

test('a run fails when plan returns no parts, instead of skipping the rest', async () => {
  const lambda = await fakeLambda(workingSteps(0));
  const { airflow, client } = await emulate(lambda);

  await client.startRun('etl-1', {});
  await airflow.idle();

  expect(await client.findRun('etl-1')).toMatchObject({ state: 'failed' });
  expect(lambda.invocations.map((each) => each.step)).toEqual(['plan', 'fail']);
});

test('a run fails when a function does not exist', async () => {
  const { plan, load, fail } = workingSteps(1);
  const lambda = await fakeLambda({ ...(plan && load && fail ? { plan, load, fail } : {}) });
  const { airflow, client } = await emulate(lambda);

  await client.startRun('etl-1', {});
  await airflow.idle();

  expect(await client.findRun('etl-1')).toMatchObject({ state: 'failed' });
  expect(lambda.eventsOf('fail')[0]?.['error']).toMatchObject({ step: 'publish', type: 'LambdaRefused' });
});

test('a run fails, and does not hang, when nothing listens where the Lambdas should be', async () => {
  const lambda = await startFakeLambda({});
  await lambda.close();
  const lines: string[] = [];
  const { airflow, client } = await emulate(lambda, { log: (line) => lines.push(line) });

  await client.startRun('etl-1', {});
  await airflow.idle();

  const plan = (await client.taskInstances('etl-1'))[0];
  expect(plan).toMatchObject({ taskId: 'plan', state: 'failed', tryNumber: 5 });
  expect(lines.join('\n')).toContain('fail could not be called');
});
