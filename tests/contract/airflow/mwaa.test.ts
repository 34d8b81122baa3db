import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AirflowClient,
  connectMwaa,
  DagNotFoundError,
  RunExistsError,
} from '../../../lib/clients/airflow.ts';
import { type AirflowCall, type Mwaa, startMwaa } from '../../support/mwaa/server.ts';
import { type AirflowUnderTest, openAirflow } from './under-test.ts';

/** The session for MWAA in front of the Airflow under test: what it asks has to mean there what it means directly. */
let airflow: AirflowUnderTest;
let mwaa: Mwaa;
let client: AirflowClient;
let wasPaused: boolean;
const started: string[] = [];

/** As MWAA is taken to pass a call on: a list becomes the same name several times. */
async function passOn({ Method, Path, QueryParameters = {}, Body }: AirflowCall) {
  const query = new URLSearchParams(
    Object.entries(QueryParameters).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, String(each)]),
    ),
  );
  return await airflow.api(Method, `/api/v2${Path}?${query}`, Body === undefined ? {} : { body: Body });
}

beforeAll(async () => {
  airflow = await openAirflow();
  wasPaused = (await airflow.client.dag())?.paused ?? false;
  await airflow.pause(true);
  mwaa = await startMwaa(passOn);
  client = connectMwaa({ name: mwaa.name, environment: mwaa.environment, timeoutMs: 30_000 });
});

afterAll(async () => {
  for (const runId of started) {
    await airflow.client.deleteRun(runId);
  }
  await airflow.pause(wasPaused);
  await mwaa.close();
  await airflow.close();
});

const newPrefix = () => `contract${randomBytes(6).toString('hex')}-`;

async function start(runId: string) {
  started.push(runId);
  return await client.startRun(runId, { asOf: '2026-01-02' });
}

test('a run is started, found, listed, ended and deleted', async () => {
  const prefix = newPrefix();
  const runId = `${prefix}1`;

  const run = await start(runId);

  expect(run).toMatchObject({ runId, state: 'queued', conf: { asOf: '2026-01-02' } });
  expect(await client.findRun(runId)).toEqual(run);
  expect(await client.newestRun(prefix)).toEqual(run);
  expect((await client.activeRuns()).map((each) => each.runId)).toContain(runId);
  expect(await client.failRun(runId)).toBe(true);
  expect((await client.activeRuns()).map((each) => each.runId)).not.toContain(runId);
  expect((await client.taskInstances(runId)).map(({ taskId }) => taskId).sort()).toEqual([
    ...['load', 'plan', 'publish'],
  ]);
  await client.deleteRun(runId);
  expect(await client.findRun(runId)).toBeUndefined();
});

test('an id that is taken, and a DAG that is not there, are what they are directly', async () => {
  const runId = `${newPrefix()}1`;
  await start(runId);
  const other = connectMwaa({ name: mwaa.name, environment: mwaa.environment, dagId: 'no_such_dag' });

  await expect(client.startRun(runId, {})).rejects.toThrow(RunExistsError);
  await expect(other.startRun(runId, {})).rejects.toThrow(DagNotFoundError);
});

test('the DAG, its import errors and the health are those that are answered directly', async () => {
  expect(await client.dag()).toMatchObject({ paused: true, hasImportErrors: false });
  expect(await client.importErrors()).toEqual(await airflow.client.importErrors());
  // Airflow may turn from one to the other between the two answers: on a busy machine its heartbeats come late.
  await expect
    .poll(async () => [await client.health(), await airflow.client.health()], { timeout: 60_000 })
    .toSatisfy(([proxied, direct]) => isDeepStrictEqual(proxied, direct));
});
