import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { connectAirflow, DagNotFoundError } from '../../../lib/clients/airflow.ts';
import { type AirflowUnderTest, DAG, isReal, openAirflow, openEmulator } from './under-test.ts';

let airflow: AirflowUnderTest;

beforeAll(async () => {
  airflow = await openAirflow();
});

afterAll(() => airflow.close());

test('the DAG is there, can be imported, and runs one run at a time', async () => {
  const { status, body } = await airflow.api('GET', DAG);

  expect(status).toBe(200);
  expect(body).toMatchObject({ dag_id: 'etl_pipeline', has_import_errors: false, max_active_runs: 1 });
});

test('when its file was last read is told', async () => {
  const dag = await airflow.client.dag();

  expect(dag?.parsedAt).toBeInstanceOf(Date);
});

test('an unknown DAG is not found', async () => {
  const client = connectAirflow({ ...airflow, dagId: 'no_such_dag', timeoutMs: 30_000 });

  expect(await client.dag()).toBeUndefined();
});

test('its tasks are plan, load (mapped) and publish, one after the other, with four retries', async () => {
  const { status, body } = await airflow.api('GET', `${DAG}/tasks`);

  const shape = (body as { tasks: Record<string, unknown>[] }).tasks.map((task) => ({
    id: task['task_id'],
    downstream: task['downstream_task_ids'],
    mapped: task['is_mapped'],
    retries: task['retries'],
    rule: task['trigger_rule'],
  }));
  const common = { retries: 4, rule: 'all_success' };
  expect(status).toBe(200);
  expect(shape).toEqual([
    { id: 'load', downstream: ['publish'], mapped: true, ...common },
    { id: 'plan', downstream: ['load'], mapped: false, ...common },
    { id: 'publish', downstream: [], mapped: false, ...common },
  ]);
});

test('no import error names our file while it can be imported', async () => {
  const errors = await airflow.client.importErrors();

  expect(errors.filter((error) => error.filename.endsWith('etl_pipeline.py'))).toEqual([]);
});

test('health is told without a token', async () => {
  const { status, body } = await airflow.api('GET', '/api/v2/monitor/health', { token: null });

  expect(status).toBe(200);
  expect(body).toMatchObject({ metadatabase: { status: 'healthy' }, scheduler: { status: 'healthy' } });
  // On a busy machine heartbeats come late, and Airflow takes itself for unhealthy until the next one.
  await expect
    .poll(() => airflow.client.health(), { timeout: 60_000 })
    .toMatchObject({ healthy: true, dagProcessor: 'healthy' });
});

test('an unknown path is a 404, a wrong method a 405', async () => {
  const unknown = await airflow.api('GET', '/api/v2/no-such-thing');
  const wrong = await airflow.api('PUT', `${DAG}/dagRuns`);

  expect(unknown.status).toBe(404);
  expect(wrong.status).toBe(405);
});

test('pausing needs a boolean', async () => {
  const { status } = await airflow.api('PATCH', DAG, { body: { is_paused: null } });

  expect(status).toBe(422);
});

// What becomes of the DAG file is measured on real Airflow (design.md, section 6), but not done to it here.
describe.runIf(!isReal)('a DAG file that', () => {
  async function emulatorWith(state: 'loading' | 'broken') {
    const emulator = await openEmulator();
    onTestFinished(() => emulator.close());
    emulator.emulator.setDag(state);
    return emulator;
  }

  test('is read once was read at one time, whenever that is asked', async () => {
    const clock = Date.now();
    let ticks = 0;
    const emulator = await openEmulator(undefined, () => new Date(clock + ticks++));
    onTestFinished(() => emulator.close());
    const { client } = emulator;

    const [first, second] = [await client.dag(), await client.dag()];

    expect(second?.parsedAt).toEqual(first?.parsedAt);
  });

  test('is not parsed yet makes a DAG nobody knows', async () => {
    const { client } = await emulatorWith('loading');

    expect(await client.dag()).toBeUndefined();
    expect(await client.activeRuns()).toEqual([]);
    await expect(client.startRun('etl-1', {})).rejects.toThrow(DagNotFoundError);
  });

  test('breaks leaves a DAG that is known and accepts no run', async () => {
    const { client } = await emulatorWith('broken');

    expect(await client.dag()).toMatchObject({ paused: false, hasImportErrors: true });
    await expect(client.startRun('etl-1', {})).rejects.toThrow(DagNotFoundError);
  });

  test('breaks is named in the import errors', async () => {
    const { client } = await emulatorWith('broken');

    expect(await client.importErrors()).toEqual([
      { filename: 'etl_pipeline.py', stackTrace: expect.stringContaining('Traceback') },
    ]);
  });

  test('is repaired accepts runs again', async () => {
    const { client, emulator } = await emulatorWith('broken');
    emulator.setDag('ready');

    await expect(client.startRun('etl-1', {})).resolves.toMatchObject({ runId: 'etl-1' });
    expect(await client.importErrors()).toEqual([]);
  });
});
