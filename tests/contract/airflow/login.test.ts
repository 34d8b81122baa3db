import { afterAll, beforeAll, expect, test } from 'vitest';
import { AirflowUnavailableError, connectAirflow } from '../../../lib/clients/airflow.ts';
import { type AirflowUnderTest, DAG, isOldest, isReal, openAirflow, openEmulator } from './under-test.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let airflow: AirflowUnderTest;

beforeAll(async () => {
  airflow = await openAirflow();
});

afterAll(() => airflow.close());

test('a login is answered with 201 and a token that opens the API', async () => {
  const { username, password } = airflow;

  const login = await airflow.api('POST', '/auth/token', { body: { username, password }, token: null });
  const { access_token: token } = login.body as { access_token: string };
  const dag = await airflow.api('GET', DAG, { token });

  expect(login.status).toBe(201);
  expect(dag.status).toBe(200);
});

test('a wrong password is answered with 401', async () => {
  const body = { username: airflow.username, password: `${airflow.password}x` };

  const { status } = await airflow.api('POST', '/auth/token', { body, token: null });

  expect(status).toBe(401);
});

test('an unknown user is answered with 401', async () => {
  const body = { username: 'nobody-of-that-name', password: airflow.password };

  const { status } = await airflow.api('POST', '/auth/token', { body, token: null });

  expect(status).toBe(401);
});

test.skipIf(isOldest)('a login without a password is answered with 400', async () => {
  const body = { username: airflow.username };

  const { status } = await airflow.api('POST', '/auth/token', { body, token: null });

  expect(status).toBe(400);
});

test('a call without a token is answered with 401', async () => {
  const { status } = await airflow.api('GET', `${DAG}/dagRuns`, { token: null });

  expect(status).toBe(401);
});

test('a made-up token is answered with 403', async () => {
  const { status } = await airflow.api('GET', `${DAG}/dagRuns`, { token: 'bWFkZSB1cA' });

  expect(status).toBe(403);
});

test('a client with a wrong password says that Airflow is unavailable', async () => {
  const client = connectAirflow({
    url: airflow.url,
    username: airflow.username,
    password: 'wrong',
    timeoutMs: 30_000,
  });

  await expect(client.activeRuns()).rejects.toThrow(AirflowUnavailableError);
});

// A real Airflow's clock cannot be moved.
test.runIf(!isReal)('a client goes on when its token has expired', async () => {
  let time = Date.now();
  const emulator = await openEmulator({}, () => new Date(time));
  await emulator.client.activeRuns();
  time += DAY_MS;

  const runs = await emulator.client.activeRuns();
  await emulator.close();

  expect(runs).toEqual([]);
});
