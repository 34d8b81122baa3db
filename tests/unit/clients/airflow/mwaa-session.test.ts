import { expect, onTestFinished, test } from 'vitest';
import { AirflowUnavailableError, connectMwaa, RunExistsError } from '../../../../lib/clients/airflow.ts';
import { Budget } from '../../../../lib/time-limits/budget.ts';
import { type Airflow, type Mwaa, startMwaa } from '../../../support/mwaa/server.ts';
import { dagRun, dagRuns } from '../airflow-server.ts';

/** A client of an environment whose Airflow answers like that. */
async function clientOf(airflow: Airflow, timeoutMs = 15_000) {
  const mwaa = await startMwaa(airflow);
  onTestFinished(() => mwaa.close());
  return { mwaa, client: connect(mwaa, {}, timeoutMs) };
}

function connect(mwaa: Mwaa, difference: Record<string, string> = {}, timeoutMs = 15_000) {
  return connectMwaa({ name: mwaa.name, environment: { ...mwaa.environment, ...difference }, timeoutMs });
}

const failureOf = (call: Promise<unknown>) => call.catch((error: unknown) => error);

test('a call carries method, path, query and body, as the model of the service says', async () => {
  const { client, mwaa } = await clientOf(({ Method }) => ({
    status: 200,
    body: Method === 'GET' ? dagRuns(dagRun('etl-4')) : dagRun('etl-5'),
  }));

  const active = await client.activeRuns();
  const started = await client.startRun('etl-5', { asOf: '2026-01-02' });

  expect([...active, started].map(({ runId }) => runId)).toEqual(['etl-4', 'etl-5']);
  expect(mwaa.calls).toEqual([
    {
      Method: 'GET',
      Path: '/dags/etl_pipeline/dagRuns',
      QueryParameters: { state: ['queued', 'running'], order_by: 'id', limit: 100 },
    },
    {
      Method: 'POST',
      Path: '/dags/etl_pipeline/dagRuns',
      Body: { dag_run_id: 'etl-5', logical_date: null, conf: { asOf: '2026-01-02' } },
    },
  ]);
});

test('the token of temporary credentials is sent with the signature', async () => {
  const { client, mwaa } = await clientOf(() => ({ status: 200, body: dagRuns() }));

  await client.activeRuns();

  expect(mwaa.headers[0]).toMatchObject({
    'x-amz-security-token': 'token-of-the-role',
    authorization: expect.stringContaining('x-amz-security-token'),
  });
});

test('an answer of Airflow that arrives as text is read all the same', async () => {
  const { client } = await clientOf(() => ({ status: 200, body: JSON.stringify(dagRun('etl-5')) }));

  expect(await client.findRun('etl-5')).toMatchObject({ runId: 'etl-5', state: 'queued' });
});

test("what Airflow refuses, in a reply of status 400, is Airflow's refusal", async () => {
  const { client } = await clientOf(({ Method }) => ({
    status: Method === 'POST' ? 409 : 404,
    body: { detail: 'no' },
  }));

  await expect(client.startRun('etl-5', {})).rejects.toThrow(RunExistsError);
  expect(await client.findRun('etl-5')).toBeUndefined();
});

test.each([401, 403, 500, 503])('a %i of Airflow means that it is unavailable', async (status) => {
  const { client } = await clientOf(() => ({ status, body: { detail: 'no' } }));

  const failure = await failureOf(client.startRun('etl-5', {}));

  expect(failure).toBeInstanceOf(AirflowUnavailableError);
  expect(failure).toMatchObject({ timedOut: false, message: expect.stringContaining(`status ${status}`) });
});

test('credentials that AWS does not take are told, without them', async () => {
  const { mwaa } = await clientOf(() => ({ status: 200, body: dagRuns() }));

  const failure = await failureOf(connect(mwaa, { AWS_SECRET_ACCESS_KEY: 'do-not-tell-7431' }).activeRuns());

  expect(failure).toBeInstanceOf(AirflowUnavailableError);
  expect(String(failure)).toMatch(/InvalidSignatureException.*AWS does not take our credentials/);
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toMatch(/do-not-tell|token-of/);
});

test('an environment that is not there is told by its name', async () => {
  const { mwaa } = await clientOf(() => ({ status: 200, body: dagRuns() }));
  const client = connectMwaa({ name: 'etl-prod', environment: mwaa.environment });

  await expect(client.activeRuns()).rejects.toThrow(
    /ResourceNotFoundException .*there is no environment etl-prod/,
  );
});

test.each([
  [{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 'no AWS credentials were found'],
  [{ AWS_ENDPOINT_URL_MWAA: '', AWS_REGION: '' }, 'AWS_REGION is not set'],
])('settings of AWS that are missing are told (%#)', async (difference, told) => {
  const { mwaa } = await clientOf(() => ({ status: 200, body: dagRuns() }));

  const failure = await failureOf(connect(mwaa, difference).activeRuns());

  expect(failure).toBeInstanceOf(AirflowUnavailableError);
  expect(failure).toMatchObject({ timedOut: false, message: expect.stringContaining(told) });
});

test('a read whose connection breaks is repeated, a start of a run is not', async () => {
  const { client, mwaa } = await clientOf((_, response) => {
    response.socket?.destroy();
    return undefined;
  });

  await failureOf(client.activeRuns());
  await failureOf(client.startRun('etl-5', {}));

  expect(mwaa.calls.map(({ Method }) => Method)).toEqual(['GET', 'GET', 'POST']);
});

test('a start that is not answered within the budget may have been carried out', async () => {
  const { client } = await clientOf(() => undefined);

  const failure = await failureOf(client.within(new Budget(300)).startRun('etl-5', {}));

  expect(failure).toMatchObject({ name: 'AirflowUnavailableError', timedOut: true });
});

test('with nothing left of the budget nothing is sent', async () => {
  const { client, mwaa } = await clientOf(() => ({ status: 200, body: dagRun('etl-5') }));

  const failure = await failureOf(client.within(new Budget(0)).startRun('etl-5', {}));

  expect(failure).toMatchObject({ name: 'AirflowUnavailableError', timedOut: false });
  expect(mwaa.headers).toEqual([]);
});

test("health, which needs no login elsewhere, is asked for as everything else, where Airflow's API has it", async () => {
  const part = { status: 'healthy' };
  const { client, mwaa } = await clientOf(() => ({
    status: 200,
    body: { metadatabase: part, scheduler: part, dag_processor: part },
  }));

  expect(await client.health()).toMatchObject({ healthy: true });
  expect(mwaa.calls).toEqual([{ Method: 'GET', Path: '/monitor/health' }]);
});
