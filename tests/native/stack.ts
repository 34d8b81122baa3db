import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';
import type { AirflowUnderTest } from '../contract/airflow/under-test.ts';
import { run } from '../e2e/support/project.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** POST /trigger-etl of the stack under test. */
export async function post(conf: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  const url = `http://127.0.0.1:${inject('settings')['API_PORT']}/trigger-etl`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(conf) });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Starts a run, waiting as often and as long as the API says. Returns the run's id. */
export async function trigger(conf: Readonly<Record<string, unknown>> = {}): Promise<string> {
  for (;;) {
    const { status, body } = await post(conf);
    if (status === 200) {
      return String(body['runId']);
    }
    if (!(Number(body['retryAfter']) > 0)) {
      throw new Error(`${status}: ${JSON.stringify(body)}`);
    }
    await delay(Number(body['retryAfter']) * 1000);
  }
}

/** Asks the database with `./run.sh sql`. One text per row, its columns separated by commas, without the header. */
export async function query(text: string): Promise<string[]> {
  const { code, stdout, stderr } = await run(['sql', text], inject('settings'), inject('projectDir'));
  if (code !== 0) {
    throw new Error(stderr);
  }
  return stdout.trimEnd().split(/\r?\n/).slice(1);
}

/** Waits until no run is active. */
export async function idle({ client }: AirflowUnderTest): Promise<void> {
  while ((await client.activeRuns()).length > 0) {
    await delay(250);
  }
}
