import { describe, expect, test } from 'vitest';
import { MAX_ACTIVE_LOADS } from '../../../../../local/airflow/dag/dag.ts';
import { emulate, fakeLambda } from '../emulator.ts';
import { namedError, workingSteps } from '../fake-lambda.ts';

describe('a run that succeeds', () => {
  test('invokes plan, then one load for each part, then publish', async () => {
    const lambda = await fakeLambda(workingSteps(3));
    const { airflow, client } = await emulate(lambda);

    await client.startRun('etl-1', { asOf: '2026-01-02' });
    await airflow.idle();

    const steps = lambda.invocations.map((each) => each.step);
    expect(steps).toEqual(['plan', 'load', 'load', 'load', 'publish']);
  });

  test('gives each step exactly the event agreed on', async () => {
    const lambda = await fakeLambda(workingSteps(2));
    const { airflow, client } = await emulate(lambda);

    const run = await client.startRun('etl-1', { asOf: '2026-01-02' });
    await airflow.idle();

    const queuedAt = run.queuedAt?.toISOString();
    expect(lambda.eventsOf('plan')).toEqual([{ runId: 'etl-1', queuedAt, conf: { asOf: '2026-01-02' } }]);
    expect(lambda.eventsOf('load')).toEqual(
      expect.arrayContaining([
        { runId: 'etl-1', part: 0 },
        { runId: 'etl-1', part: 1 },
      ]),
    );
    expect(lambda.eventsOf('publish')).toEqual([{ runId: 'etl-1', queuedAt }]);
  });

  test('ends as success with all its task instances', async () => {
    const lambda = await fakeLambda(workingSteps(2));
    const { airflow, client } = await emulate(lambda);

    await client.startRun('etl-1', {});
    await airflow.idle();

    expect(await client.findRun('etl-1')).toMatchObject({ state: 'success', endedAt: expect.any(Date) });
    expect(await client.taskInstances('etl-1')).toMatchObject([
      { taskId: 'plan', mapIndex: -1, state: 'success', tryNumber: 1 },
      { taskId: 'load', mapIndex: 0, state: 'success', tryNumber: 1 },
      { taskId: 'load', mapIndex: 1, state: 'success', tryNumber: 1 },
      { taskId: 'publish', mapIndex: -1, state: 'success', tryNumber: 1 },
    ]);
    expect(lambda.eventsOf('fail')).toEqual([]);
  });

  test('has as many loads running as are allowed, and no more', async () => {
    let arrived = 0;
    const full = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const lambda = await fakeLambda({
      ...workingSteps(2 * MAX_ACTIVE_LOADS + 1),
      load: async () => {
        arrived += 1;
        if (arrived === MAX_ACTIVE_LOADS) {
          full.resolve();
        }
        await release.promise;
        return {};
      },
    });
    const { airflow, client } = await emulate(lambda);

    await client.startRun('etl-1', {});
    await full.promise;
    const instances = await client.taskInstances('etl-1');
    release.resolve();
    await airflow.idle();

    expect(instances.filter((instance) => instance.state === 'running')).toHaveLength(MAX_ACTIVE_LOADS);
    expect(lambda.eventsOf('load')).toHaveLength(2 * MAX_ACTIVE_LOADS + 1);
  });
});

describe('retries', () => {
  test('a step that fails twice and then succeeds leads to a run that succeeds', async () => {
    const lambda = await fakeLambda({
      ...workingSteps(1),
      load: (_, attempt) => {
        if (attempt < 3) {
          throw new Error('connection lost');
        }
        return {};
      },
    });
    const { airflow, client } = await emulate(lambda);

    await client.startRun('etl-1', {});
    await airflow.idle();

    expect(await client.findRun('etl-1')).toMatchObject({ state: 'success' });
    const load = (await client.taskInstances('etl-1')).find((instance) => instance.taskId === 'load');
    expect(load).toMatchObject({ state: 'success', tryNumber: 3 });
  });

  test('a step that keeps failing is tried once and then as often as there are retries', async () => {
    const lambda = await fakeLambda({
      ...workingSteps(1),
      plan: () => {
        throw new Error('still down');
      },
    });
    const { airflow, client } = await emulate(lambda, { retries: 2 });

    await client.startRun('etl-1', {});
    await airflow.idle();

    expect(lambda.eventsOf('plan')).toHaveLength(3);
    expect(await client.findRun('etl-1')).toMatchObject({ state: 'failed' });
  });

  test.each(['aws', 'serverless-offline'] as const)(
    'a permanent error is not retried, as %s reports it',
    async (dialect) => {
      const plan = () => {
        throw namedError('InputError', 'users.csv has no column user_id\nand no rows');
      };
      const lambda = await fakeLambda({ ...workingSteps(1), plan }, dialect);
      const { airflow, client } = await emulate(lambda);

      await client.startRun('etl-1', {});
      await airflow.idle();

      expect(lambda.eventsOf('plan')).toHaveLength(1);
      expect(lambda.eventsOf('fail')[0]?.['error']).toEqual({
        step: 'plan',
        type: 'InputError',
        message: 'users.csv has no column user_id\nand no rows',
      });
    },
  );

  test('an error that only mentions the name of a permanent one is retried', async () => {
    const plan = () => {
      throw new Error('the store refused an InputError: no space');
    };
    const lambda = await fakeLambda({ ...workingSteps(1), plan });
    const { airflow, client } = await emulate(lambda);

    await client.startRun('etl-1', {});
    await airflow.idle();

    expect(lambda.eventsOf('plan')).toHaveLength(5);
  });
});
