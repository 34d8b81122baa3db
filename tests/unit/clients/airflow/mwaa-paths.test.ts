import { expect, onTestFinished, test } from 'vitest';
import { AirflowUnavailableError, connectMwaa } from '../../../../lib/clients/airflow.ts';
import { type Airflow, startMwaa } from '../../../support/mwaa/server.ts';
import { dagRun, dagRuns } from '../airflow-server.ts';

/** As Airflow names runs that people start on its page: with that, a path is longer than MWAA takes. */
const LONG = 'manual__2026-11-27T00:13:06.123456+00:00';

async function clientOf(airflow: Airflow) {
  const mwaa = await startMwaa(airflow);
  onTestFinished(() => mwaa.close());
  return { mwaa, client: connectMwaa({ name: mwaa.name, environment: mwaa.environment }) };
}

test('the path of a run that a schedule started fits, as `:` and `+` stay what they are', async () => {
  const runId = 'scheduled__2026-01-01T00:00:00+00:00';
  const { client, mwaa } = await clientOf(() => ({ status: 200, body: dagRun(runId) }));

  await client.findRun(runId);

  expect(mwaa.calls.map(({ Path }) => Path)).toEqual([`/dags/etl_pipeline/dagRuns/${runId}`]);
});

test('a run whose path would be too long is found in the list', async () => {
  const { client, mwaa } = await clientOf(() => ({ status: 200, body: dagRuns(dagRun(LONG)) }));

  const run = await client.findRun(LONG);

  expect(run).toMatchObject({ runId: LONG });
  expect(mwaa.calls).toEqual([
    { Method: 'GET', Path: '/dags/etl_pipeline/dagRuns', QueryParameters: { order_by: '-id', limit: 1 } },
  ]);
});

test('one that is not in the list is not there', async () => {
  const { client } = await clientOf(() => ({ status: 200, body: dagRuns() }));

  expect(await client.findRun(LONG)).toBeUndefined();
});

test('one that may be older than all that were looked at is not told as deleted', async () => {
  const newer = Array.from({ length: 100 }, (_, n) => dagRun(`etl-${n}`));
  const { client } = await clientOf(() => ({ status: 200, body: dagRuns(...newer) }));

  await expect(client.findRun(LONG)).rejects.toThrow(AirflowUnavailableError);
});

test("what has no other way than the path is refused, and Airflow's page named instead", async () => {
  const { client, mwaa } = await clientOf(() => ({ status: 200, body: dagRun(LONG) }));

  await expect(client.failRun(LONG)).rejects.toThrow(/64 characters at most.*use Airflow's own page/);
  expect(mwaa.headers).toEqual([]);
});
