import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { emulate, fakeLambda } from './emulator.ts';
import { workingSteps } from './fake-lambda.ts';

const newStateFile = () => join(temporaryFolder(), 'state', 'airflow.json');

/** A Lambda server whose plan never returns, and a promise of its first invocation. */
async function hangingLambda() {
  const planned = Promise.withResolvers<void>();
  const lambda = await fakeLambda({
    ...workingSteps(1),
    plan: () => {
      planned.resolve();
      return new Promise(() => undefined);
    },
  });
  return { lambda, planned: planned.promise };
}

test('runs survive a restart, with their task instances', async () => {
  const stateFile = newStateFile();
  const lambda = await fakeLambda(workingSteps(1));
  const before = await emulate(lambda, { stateFile });
  await before.client.startRun('etl-7', { asOf: '2026-01-02' });
  await before.airflow.idle();
  const remembered = await before.client.findRun('etl-7');
  await before.airflow.close();

  const after = await emulate(lambda, { stateFile });

  expect(await after.client.newestRun('etl-')).toEqual(remembered);
  expect(await after.client.taskInstances('etl-7')).toHaveLength(3);
});

test('a run that was running when the process ended is failed by the next start, and fail is called', async () => {
  const stateFile = newStateFile();
  const { lambda, planned } = await hangingLambda();
  const before = await emulate(lambda, { stateFile });
  const run = await before.client.startRun('etl-1', {});
  await planned;
  await before.airflow.close();

  const after = await emulate(lambda, { stateFile });
  await after.airflow.idle();

  expect(await after.client.findRun('etl-1')).toMatchObject({ state: 'failed', endedAt: expect.any(Date) });
  expect(lambda.eventsOf('fail')).toEqual([
    {
      runId: 'etl-1',
      queuedAt: run.queuedAt?.toISOString(),
      reason: expect.stringContaining('scheduler was stopped'),
    },
  ]);
});

test('the task instances of such a run end as far as they had come', async () => {
  const stateFile = newStateFile();
  const loading = Promise.withResolvers<void>();
  const lambda = await fakeLambda({
    ...workingSteps(1),
    load: () => {
      loading.resolve();
      return new Promise(() => undefined);
    },
  });
  const before = await emulate(lambda, { stateFile });
  await before.client.startRun('etl-1', {});
  await loading.promise;
  await before.airflow.close();

  const after = await emulate(lambda, { stateFile });

  expect(await after.client.taskInstances('etl-1')).toMatchObject([
    { taskId: 'plan', state: 'success' },
    { taskId: 'load', mapIndex: 0, state: 'failed' },
    { taskId: 'publish', state: 'skipped' },
  ]);
});

test('a run that was queued when the process ended is failed by the next start', async () => {
  const stateFile = newStateFile();
  const lambda = await fakeLambda(workingSteps(1));
  const before = await emulate(lambda, { stateFile });
  before.airflow.setDag('paused');
  await before.client.startRun('etl-1', {});
  await before.airflow.close();

  const after = await emulate(lambda, { stateFile });
  await after.airflow.idle();

  expect(await after.client.findRun('etl-1')).toMatchObject({ state: 'failed' });
  expect(lambda.eventsOf('fail')).toHaveLength(1);
});

test('an accepted run is on disk before it is answered', async () => {
  const stateFile = newStateFile();
  const { lambda } = await hangingLambda();
  const { client } = await emulate(lambda, { stateFile });

  await client.startRun('etl-1', {});
  const state = JSON.parse(await readFile(stateFile, 'utf8'));

  expect(state.runs).toMatchObject([{ runId: 'etl-1' }]);
});

test('after a restart runs are ordered behind those from before it', async () => {
  const stateFile = newStateFile();
  const lambda = await fakeLambda(workingSteps(1));
  const before = await emulate(lambda, { stateFile });
  await before.client.startRun('etl-7', {});
  await before.client.startRun('etl-8', {});
  await before.airflow.idle();
  await before.airflow.close();
  const after = await emulate(lambda, { stateFile });

  await after.client.startRun('etl-9', {});
  await after.airflow.idle();

  expect((await after.client.newestRun('etl-'))?.runId).toBe('etl-9');
});

test('a paused DAG is still paused after a restart', async () => {
  const stateFile = newStateFile();
  const lambda = await fakeLambda(workingSteps(1));
  const before = await emulate(lambda, { stateFile });
  before.airflow.setDag('paused');
  await before.airflow.close();

  const after = await emulate(lambda, { stateFile });

  expect(await after.client.dag()).toMatchObject({ paused: true });
});

test('a damaged state file is kept aside, and the emulator starts without a history', async () => {
  const stateFile = newStateFile();
  const lambda = await fakeLambda(workingSteps(1));
  const before = await emulate(lambda, { stateFile });
  await before.airflow.close();
  await writeFile(stateFile, '{"version":1,"runs":[');

  const after = await emulate(lambda, { stateFile });

  expect(await after.client.newestRun('etl-')).toBeUndefined();
  expect(await readFile(`${stateFile}.damaged`, 'utf8')).toBe('{"version":1,"runs":[');
});
