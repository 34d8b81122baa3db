import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { openAirflow } from '../contract/airflow/under-test.ts';
import { SAMPLE_ON_2024_01_01 } from '../fixtures/sample.ts';
import { idle, query, trigger } from './stack.ts';

const airflow = await openAirflow();
const newRunId = () => `native-${randomBytes(6).toString('hex')}`;

afterEach(() => idle(airflow));

/** How our own record says that a run ended, which is a moment after the DAG run has. */
async function recorded(runId: string): Promise<string> {
  for (;;) {
    const [row] = await query(
      `SELECT concat_ws(',', state, error->>'step', error->>'code') FROM etl.runs WHERE run_id = '${runId}'`,
    );
    if (row !== undefined && !row.includes('running')) {
      return row.replaceAll('"', '');
    }
    await delay(250);
  }
}

test('the first start, in a fresh copy, installs Airflow and names each part as it gets ready', () => {
  const said = inject('firstStart');

  expect(said).toMatch(/Airflow installed in \d+ s.*Airflow prepared in \d+ s/s);
  expect(said).toMatch(
    /api-server is ready.*scheduler is ready.*dag_processor is ready.*DAG etl_pipeline is ready/s,
  );
});

test('`etl --airflow`, the second start, neither installs nor migrates, fills the table and prints the record', () => {
  const { code, stdout, stderr } = inject('etl');

  expect(code, stderr).toBe(0);
  expect(stderr).not.toMatch(/Installing|Preparing/);
  expect(JSON.parse(stdout)).toMatchObject({
    state: 'succeeded',
    asOf: '2024-01-01',
    counts: { read: 24, inserted: 10 },
  });
});

test('what is stopped leaves no program behind', () => {
  expect(inject('left')).toEqual([]);
});

describe('a run', () => {
  test('that the API starts fills the table with what the sample adds up to', async () => {
    const runId = await trigger({ asOf: '2024-01-01' });

    expect(await recorded(runId)).toBe('succeeded');
    expect(
      await query(
        'SELECT user_id, experiments_count, experiment_run_time, days_since_signup FROM users_derivation ORDER BY 1',
      ),
    ).toEqual(SAMPLE_ON_2024_01_01);
  });

  test("that is started in Airflow keeps Airflow's id and follows its conf", async () => {
    const runId = newRunId();

    await airflow.client.startRun(runId, { asOf: '2024-01-02' });

    expect(await recorded(runId)).toBe('succeeded');
    expect(await query('SELECT DISTINCT as_of FROM users_derivation')).toEqual(['2024-01-02']);
  });

  test('whose conf can not be used fails at once and says why', async () => {
    const runId = newRunId();

    await airflow.client.startRun(runId, { asOf: 'yesterday' });

    expect(await recorded(runId)).toBe('failed,plan,BAD_CONF');
    const [plan] = await airflow.client.taskInstances(runId);
    expect(plan).toMatchObject({ taskId: 'plan', state: 'failed', tryNumber: 1 });
  });

  test('has one task instance for each file', async () => {
    const runId = newRunId();
    await airflow.client.startRun(runId, {});
    await recorded(runId);
    await idle(airflow);

    const tasks = (await airflow.client.taskInstances(runId)).map(
      (each) => `${each.taskId} ${each.mapIndex}`,
    );

    expect(tasks.sort()).toEqual(['load 0', 'load 1', 'load 2', 'plan -1', 'publish -1']);
  });
});
