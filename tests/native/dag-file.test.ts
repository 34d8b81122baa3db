import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, inject, test } from 'vitest';
import { fileSeen } from '../contract/airflow/file-seen.ts';
import { openAirflow } from '../contract/airflow/under-test.ts';
import { type Answer, idle, post } from './stack.ts';

const airflow = await openAirflow();
const file = join(inject('projectDir'), 'dags/etl_pipeline.py');
const source = readFileSync(file, 'utf8');

afterEach(async () => {
  writeFileSync(file, source);
  await idle(airflow);
});

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
  await fileSeen(airflow.client, 'broken');
  const broken = await answeredWith(502);
  writeFileSync(file, source);
  await fileSeen(airflow.client, 'repaired');
  const repaired = await answeredWith(200);

  expect(broken.body).toMatchObject({ code: 'DAG_IMPORT_ERROR' });
  expect(repaired.body).toMatchObject({ message: 'ETL process started' });
});
