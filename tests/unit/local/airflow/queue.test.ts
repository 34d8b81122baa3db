import { expect, test } from 'vitest';
import { emulate, fakeLambda } from './emulator.ts';
import { workingSteps } from './fake-lambda.ts';

test('one run runs at a time, the others wait in the order they came', async () => {
  const release = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const steps = workingSteps(1);
  const lambda = await fakeLambda({
    ...steps,
    plan: async (event, attempt) => {
      started.resolve();
      await release.promise;
      return steps['plan']?.(event, attempt);
    },
  });
  const { airflow, client } = await emulate(lambda);

  for (const runId of ['etl-1', 'etl-2', 'etl-3']) {
    await client.startRun(runId, {});
  }
  await started.promise;
  const whileFirstRuns = (await client.activeRuns()).map((run) => [run.runId, run.state]);
  release.resolve();
  await airflow.idle();

  expect(whileFirstRuns).toEqual([
    ['etl-1', 'running'],
    ['etl-2', 'queued'],
    ['etl-3', 'queued'],
  ]);
  expect(lambda.eventsOf('publish').map((event) => event['runId'])).toEqual(['etl-1', 'etl-2', 'etl-3']);
});

test('a paused DAG leaves its runs queued until it is not paused any more', async () => {
  const lambda = await fakeLambda(workingSteps(1));
  const { airflow, client } = await emulate(lambda);
  airflow.setDag('paused');

  await client.startRun('etl-1', {});
  const whilePaused = await client.findRun('etl-1');
  airflow.setDag('ready');
  await airflow.idle();

  expect(whilePaused).toMatchObject({ state: 'queued', startedAt: null });
  expect(await client.findRun('etl-1')).toMatchObject({ state: 'success' });
});

test('a run that fails does not keep the next one from running', async () => {
  const steps = workingSteps(1);
  const lambda = await fakeLambda({
    ...steps,
    publish: ({ runId }) => {
      if (runId === 'etl-1') {
        throw new Error('gate closed');
      }
      return {};
    },
  });
  const { airflow, client } = await emulate(lambda, { retries: 0 });

  await client.startRun('etl-1', {});
  await client.startRun('etl-2', {});
  await airflow.idle();

  expect(await client.findRun('etl-1')).toMatchObject({ state: 'failed' });
  expect(await client.findRun('etl-2')).toMatchObject({ state: 'success' });
});

test('idle resolves at once when there is nothing to wait for', async () => {
  const { airflow } = await emulate(await fakeLambda({}));

  await expect(airflow.idle()).resolves.toBeUndefined();
});
