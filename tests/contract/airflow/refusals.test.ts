import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectAirflow, DagNotFoundError } from '../../../lib/clients/airflow.ts';
import { type AirflowUnderTest, DAG, openAirflow } from './under-test.ts';

let airflow: AirflowUnderTest;

beforeAll(async () => {
  airflow = await openAirflow();
});

afterAll(() => airflow.close());

describe('starting a run', () => {
  test('an unknown DAG is not found', async () => {
    const dagId = 'no_such_dag';
    const client = connectAirflow({ ...airflow, dagId, timeoutMs: 30_000 });

    await expect(client.startRun('etl-1', {})).rejects.toThrow(DagNotFoundError);
  });

  test('the detail of that names the DAG', async () => {
    const body = { dag_run_id: 'etl-1', logical_date: null, conf: {} };

    const answer = await airflow.api('POST', '/api/v2/dags/no_such_dag/dagRuns', { body });

    expect(answer.status).toBe(404);
    // Airflow 3.0 writes DAG.
    expect(answer.body).toEqual({
      detail: expect.stringMatching(/^dag with dag_id: 'no_such_dag' not found$/i),
    });
  });

  test.each([
    ['without a logical date', { dag_run_id: 'contract-422' }],
    ['with a member nobody declared', { dag_run_id: 'contract-422', logical_date: null, config: {} }],
    ['with a conf that is no object', { dag_run_id: 'contract-422', logical_date: null, conf: 'asOf' }],
  ])('%s it is refused with 422', async (_, body) => {
    const { status } = await airflow.api('POST', `${DAG}/dagRuns`, { body });

    expect(status).toBe(422);
  });

  test('an id with other characters is refused with 400', async () => {
    const { status } = await airflow.api('POST', `${DAG}/dagRuns`, {
      body: { dag_run_id: 'contract 400/', logical_date: null },
    });

    expect(status).toBe(400);
  });
});

describe('listing runs', () => {
  test.each([
    ['an order by queued_at', 'order_by=queued_at', 400],
    ['a state there is not', 'state=exploded', 422],
    ['a limit that is no number', 'limit=all', 422],
  ])('%s is refused', async (_, query, expected) => {
    const { status } = await airflow.api('GET', `${DAG}/dagRuns?${query}`);

    expect(status).toBe(expected);
  });

  test('an unknown DAG has none', async () => {
    const client = connectAirflow({ ...airflow, dagId: 'no_such_dag', timeoutMs: 30_000 });

    expect(await client.activeRuns()).toEqual([]);
    expect(await client.newestRun('etl-')).toBeUndefined();
  });
});
