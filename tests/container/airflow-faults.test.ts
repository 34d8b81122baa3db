import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { fileSeen } from '../contract/airflow/file-seen.ts';
import { PROJECT_DIR } from '../e2e/support/project.ts';
import { becomesHealthy, compose, composeWith } from './support/compose.ts';
import { type Answer, airflow, ask, ended, pause, trigger } from './support/stack.ts';

const DAG_FILE = join(PROJECT_DIR, 'dags/etl_pipeline.py');

/** Triggers until the answer has that status. */
async function answeredWith(status: number): Promise<Answer> {
  for (;;) {
    const answer = await ask('/trigger-etl', { method: 'POST' });
    if (answer.status === status) {
      return answer;
    }
    await delay(1_000);
  }
}

describe('a DAG file that breaks', () => {
  const source = readFileSync(DAG_FILE, 'utf8');
  afterEach(() => writeFileSync(DAG_FILE, source));

  test('is told to who triggers, and once repaired, runs again', async () => {
    writeFileSync(DAG_FILE, `${source}\nthis is no Python\n`);
    await fileSeen(airflow, 'broken');
    const broken = await answeredWith(502);
    writeFileSync(DAG_FILE, source);
    await fileSeen(airflow, 'repaired');
    const runId = await triggerWhenRepaired();

    expect(broken.body).toMatchObject({ code: 'DAG_IMPORT_ERROR' });
    expect(await ended(runId)).toBe('success');
  });

  async function triggerWhenRepaired(): Promise<string> {
    for (;;) {
      const started = await trigger().catch(() => undefined);
      if (started) {
        return started;
      }
      await delay(1_000);
    }
  }
});

describe("Airflow's API", () => {
  test('that is down is a 503 that says when to come back', async () => {
    await compose('stop', 'airflow-webserver');
    try {
      const { status, body } = await ask('/trigger-etl', { method: 'POST' });

      expect(status).toBe(503);
      expect(body).toMatchObject({ code: 'AIRFLOW_UNAVAILABLE', retryAfter: expect.any(Number) });
    } finally {
      await compose('start', 'airflow-webserver');
      await becomesHealthy('airflow-webserver');
    }
  });

  test('that was restarted is used again, without a restart of ours', async () => {
    const runId = await trigger();

    expect(await ended(runId)).toBe('success');
  });

  test('whose tokens have become invalid is logged in to again', async () => {
    // Paused, so that no task starts whose token the other parts of Airflow have signed with the old secret.
    await pause(true);
    const secret = 'another-secret-that-is-not-shorter-than-the-64-bytes-of-SHA-512-either';
    try {
      await composeWith({ AIRFLOW_JWT_SECRET: secret }, 'up', '-d', '--no-deps', 'airflow-webserver');
      await becomesHealthy('airflow-webserver');

      const { status, body } = await ask('/trigger-etl', { method: 'POST' });

      expect({ status, code: body['code'] }).toEqual({ status: 409, code: 'DAG_PAUSED' });
    } finally {
      await compose('up', '-d', '--no-deps', 'airflow-webserver');
      await becomesHealthy('airflow-webserver');
      await pause(false);
    }
  });
});
