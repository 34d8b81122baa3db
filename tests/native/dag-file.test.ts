import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, inject, test } from 'vitest';
import { openAirflow } from '../contract/airflow/under-test.ts';
import { type Answer, idle, post } from './stack.ts';

const airflow = await openAirflow();
const file = join(inject('projectDir'), 'dags/etl_pipeline.py');
const source = readFileSync(file, 'utf8');

afterEach(async () => {
  writeFileSync(file, source);
  await idle(airflow);
});

/**
 * Waits until Airflow says that it can, or can't, import the file, which it looks at every few seconds. Whoever triggers before it has
 * seen that the file is broken starts a run, which then keeps all others waiting for a minute.
 */
async function seen(isBroken: boolean): Promise<void> {
  for (;;) {
    // While Airflow is too busy to answer, nothing is known.
    const errors = await airflow.client.importErrors().catch(() => undefined);
    if (errors !== undefined && errors.length > 0 === isBroken) {
      return;
    }
    await delay(250);
  }
}

/** Triggers until the answer has that status. */
async function answeredWith(status: number): Promise<Answer> {
  for (;;) {
    const answer = await post();
    if (answer.status === status) {
      return answer;
    }
    await delay(1_000);
  }
}

test('a DAG file that breaks is told to who triggers, and once repaired, runs again', async () => {
  writeFileSync(file, `${source}\nthis is no Python\n`);
  await seen(true);
  const broken = await answeredWith(502);
  writeFileSync(file, source);
  await seen(false);
  const repaired = await answeredWith(200);

  expect(broken.body).toMatchObject({ code: 'DAG_IMPORT_ERROR' });
  expect(repaired.body).toMatchObject({ message: 'ETL process started' });
});
