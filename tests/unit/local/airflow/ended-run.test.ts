import { expect, test } from 'vitest';
import { emulate, fakeLambda } from './emulator.ts';
import { workingSteps } from './fake-lambda.ts';

/** An emulator whose run `etl-1` is in its loads, and stays there. */
async function inItsLoads(parts: number) {
  const loading = Promise.withResolvers<void>();
  const steps = workingSteps(parts);
  const lambda = await fakeLambda({
    ...steps,
    load: ({ runId }) => {
      if (runId !== 'etl-1') {
        return { loaded: true };
      }
      loading.resolve();
      return new Promise(() => undefined);
    },
  });
  const emulated = await emulate(lambda);
  await emulated.client.startRun('etl-1', {});
  await loading.promise;
  return { ...emulated, lambda };
}

test('a running run that is set to failed ends at once: its tasks fail or are skipped, and no step more is invoked', async () => {
  const { airflow, client, lambda } = await inItsLoads(6);

  const isThere = await client.failRun('etl-1');
  await airflow.idle();

  expect(isThere).toBe(true);
  expect(await client.findRun('etl-1')).toMatchObject({ state: 'failed', endedAt: expect.any(Date) });
  const states = (await client.taskInstances('etl-1')).map(({ taskId, state }) => `${taskId} ${state}`);
  expect(states).toEqual([
    'plan success',
    ...Array.from({ length: 4 }, () => 'load failed'),
    ...Array.from({ length: 2 }, () => 'load skipped'),
    'publish skipped',
  ]);
  expect(lambda.invocations.map(({ step }) => step)).not.toContain('publish');
  expect(lambda.eventsOf('fail')).toEqual([]);
});

test('the run after it is carried out', async () => {
  const { airflow, client } = await inItsLoads(1);
  await client.startRun('etl-2', {});

  await client.failRun('etl-1');
  await airflow.idle();

  expect(await client.findRun('etl-2')).toMatchObject({ state: 'success' });
});

test('a queued run that is set to failed never begins', async () => {
  const { airflow, client, lambda } = await inItsLoads(1);
  await client.startRun('etl-2', {});

  await client.failRun('etl-2');
  await client.failRun('etl-1');
  await airflow.idle();

  expect(await client.findRun('etl-2')).toMatchObject({ state: 'failed', startedAt: null });
  expect(lambda.eventsOf('plan').map(({ runId }) => runId)).toEqual(['etl-1']);
});
