import { setTimeout as delay } from 'node:timers/promises';
import { type AirflowClient, connectAirflow } from '../../../lib/clients/airflow.ts';
import { sql } from './compose.ts';

const POLL_MS = 250;
const port = (name: string, usual: number) => `http://127.0.0.1:${process.env[name] || usual}`;

/** Where the stack under test publishes what; the names and defaults are those of docker-compose.yml. */
export const api = port('API_PORT', 5000);
export const airflowUrl = port('AIRFLOW_PORT', 8080);
export const flowerUrl = port('FLOWER_PORT', 5555);

const login = {
  username: process.env['AIRFLOW_USERNAME'] || 'airflow',
  password: process.env['AIRFLOW_PASSWORD'] || 'airflow',
};

/** Airflow of the stack under test. */
export const airflow: AirflowClient = connectAirflow({ url: airflowUrl, ...login, timeoutMs: 60_000 });

/** Pauses the DAG, or ends that. */
export async function pause(paused: boolean): Promise<void> {
  const { access_token } = await json('/auth/token', 'POST', login);
  await json('/api/v2/dags/etl_pipeline', 'PATCH', { is_paused: paused }, access_token);
}

async function json(path: string, method: string, body: object, token?: string) {
  const response = await fetch(`${airflowUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path} was answered with status ${response.status}`);
  }
  return (await response.json()) as { access_token: string };
}

/** The table as SAMPLE_ON_2024_01_01 is written. */
export async function derivedRows(): Promise<string[]> {
  return await sql(
    'SELECT user_id, experiments_count, experiment_run_time, days_since_signup FROM users_derivation ORDER BY 1',
  );
}

/** Status and body of an answer of the API, with the members that every error has. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks the API for something. */
export async function ask(path: string, request: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${api}${path}`, request);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Starts a run through the API, waiting as often and as long as it says. Returns the run's id. */
export async function trigger(conf: Readonly<Record<string, unknown>> = {}): Promise<string> {
  for (;;) {
    const { status, body } = await ask('/trigger-etl', { method: 'POST', body: JSON.stringify(conf) });
    if (status === 200) {
      return String(body['runId']);
    }
    const wait = Number(body['retryAfter']);
    // A busy machine may exceed the time-outs of a dependency; the API then says when to come back.
    if (!(wait > 0)) {
      throw new Error(`/trigger-etl answered ${status}: ${JSON.stringify(body)}`);
    }
    await delay(wait * 1000);
  }
}

/** Waits for the end of a DAG run. Returns Airflow's word for how it ended. */
export async function ended(runId: string): Promise<string> {
  for (;;) {
    const state = (await airflow.findRun(runId).catch(() => undefined))?.state;
    if (state === 'success' || state === 'failed') {
      return state;
    }
    await delay(POLL_MS);
  }
}

/** What our own record of a run says: its state, and the code and text of its error. */
export async function recorded(runId: string): Promise<string> {
  const [row = 'no record'] = await sql(
    `SELECT concat_ws(',', state, error->>'step', error->>'code') FROM etl.runs WHERE run_id = '${runId}'`,
  );
  return row;
}

/** Waits until our own record of a run says that it has ended, which is a moment after the DAG run failed. */
export async function closed(runId: string): Promise<string> {
  for (;;) {
    const record = await recorded(runId);
    if (record !== 'no record' && !record.startsWith('running')) {
      return record;
    }
    await delay(POLL_MS);
  }
}
