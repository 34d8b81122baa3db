import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SAMPLE_ON_2024_01_01 } from '../fixtures/sample.ts';
import { compose, sql } from './support/compose.ts';
import { airflow, ask, closed, derivedRows, ended, recorded, trigger } from './support/stack.ts';

const newRunId = () => `container-${randomBytes(6).toString('hex')}`;
const conf = { asOf: '2024-01-01', acceptDeletes: true };

/** How often a task that is not mapped was tried. */
async function triesOf(runId: string, taskId: string): Promise<number | undefined> {
  return (await airflow.taskInstances(runId)).find((each) => each.taskId === taskId)?.tryNumber;
}

describe('a run', () => {
  test('that the API starts fills the table with what the sample adds up to', async () => {
    const runId = await trigger(conf);
    const state = await ended(runId);

    expect(state).toBe('success');
    expect(await recorded(runId)).toBe('succeeded');
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });

  test('is what the checks tell', async () => {
    const table = await ask('/check/table');
    const derivation = await ask('/check/feature_derivation');

    expect(table).toEqual({ status: 200, body: { message: 'Table created' } });
    expect(derivation).toEqual({ status: 200, body: { message: 'Feature Derivation inserted', count: 10 } });
  });

  test('has one task instance for each file', async () => {
    const runId = await trigger(conf);
    await ended(runId);

    const tasks = (await airflow.taskInstances(runId)).map((each) => `${each.taskId} ${each.mapIndex}`);

    expect(tasks.sort()).toEqual(['load 0', 'load 1', 'load 2', 'plan -1', 'publish -1']);
  });

  test('that `airflow dags trigger` starts counts to the date in its conf', async () => {
    const runId = newRunId();
    const command = ['airflow', 'dags', 'trigger', 'etl_pipeline', '--run-id', runId];

    await compose('exec', '-T', 'airflow-scheduler', ...command, '--conf', '{"asOf":"2024-01-02"}');
    const state = await ended(runId);

    expect(state).toBe('success');
    expect(await sql('SELECT DISTINCT as_of FROM users_derivation')).toEqual(['2024-01-02']);
  });

  test('that Airflow is asked for directly keeps its id', async () => {
    const runId = newRunId();

    await airflow.startRun(runId, conf);
    const state = await ended(runId);

    expect(state).toBe('success');
    expect(await recorded(runId)).toBe('succeeded');
  });

  test('without a conf counts to the day it was queued on', async () => {
    const runId = newRunId();

    await airflow.startRun(runId, {});
    const state = await ended(runId);

    expect(state).toBe('success');
    expect(
      await sql(
        `SELECT as_of = (queued_at AT TIME ZONE 'UTC')::date FROM etl.runs WHERE run_id = '${runId}'`,
      ),
    ).toEqual(['t']);
  });
});

describe('a run that no retry can help', () => {
  test('fails at once when its conf cannot be used', async () => {
    const runId = newRunId();

    await airflow.startRun(runId, { asOf: 'yesterday' });
    const state = await ended(runId);

    expect(state).toBe('failed');
    expect(await triesOf(runId, 'plan')).toBe(1);
    expect(await closed(runId)).toBe('failed,plan,BAD_CONF');
  });

  test('fails at once at a gate, says which, and leaves the table as it was', async () => {
    await ended(await trigger(conf));
    await sql(
      `INSERT INTO users_derivation (user_id, signup_date, experiments_count, experiment_run_time, days_since_signup, as_of)
       SELECT n, '2024-01-01', 0, 0, 0, '2024-01-01' FROM generate_series(1001, 1090) AS n`,
    );

    const runId = await trigger({ asOf: '2024-01-01' });
    const state = await ended(runId);
    const tries = await triesOf(runId, 'publish');
    const rows = (await derivedRows()).length;
    const record = await closed(runId);
    await ended(await trigger(conf)); // which lets the deletions pass

    expect({ state, tries, rows }).toEqual({ state: 'failed', tries: 1, rows: 100 });
    expect(record).toMatch(/^failed,publish,/);
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });
});
