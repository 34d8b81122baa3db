import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, inject, test } from 'vitest';
import { openAirflow } from '../contract/airflow/under-test.ts';
import { type SlowLoads, slowLoads } from '../support/slow-loads.ts';
import { type Answer, idle, query, trigger } from './stack.ts';

const airflow = await openAirflow();
const newRunId = () => `native-${randomBytes(6).toString('hex')}`;

let loads: SlowLoads | undefined;
afterEach(async () => {
  await loads?.release();
  loads = undefined;
  await idle(airflow);
});

async function cancel(runId: string): Promise<Answer> {
  const url = `http://127.0.0.1:${inject('settings')['API_PORT']}/runs/${runId}/cancel`;
  const response = await fetch(url, { method: 'POST' });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** A run in its loads, which wait, and one that Airflow has queued after it. */
async function runningAndQueued() {
  loads = await slowLoads(inject('settings')['ETL_STATE_DIR'] ?? '');
  const [running, queued] = [newRunId(), newRunId()];
  await airflow.client.startRun(running, {});
  await loads.someWait();
  await airflow.client.startRun(queued, {});
  return { running, queued };
}

/** The states of a run's task instances, once none of them is at work. */
async function statesAtRest(runId: string): Promise<string[]> {
  for (;;) {
    const instances = await airflow.client.taskInstances(runId);
    if (!instances.some(({ state }) => state === 'running' || state === 'queued')) {
      return instances.map(({ taskId, state }) => `${taskId} ${state}`).sort();
    }
    await delay(250);
  }
}

const recorded = async (runId: string) =>
  await query(`SELECT concat_ws(',', state, error->>'code') FROM etl.runs WHERE run_id = '${runId}'`);

test('running tasks of a cancelled run end, the others never start, and what its Lambdas do is not kept', async () => {
  const { running, queued } = await runningAndQueued();
  await cancel(queued);

  const answer = await cancel(running);

  expect(answer).toMatchObject({ status: 200, body: { message: 'Run cancelled' } });
  const states = await statesAtRest(running);
  expect(states).toEqual(expect.arrayContaining(['load failed', 'plan success', 'publish skipped']));
  // A load that waited for its turn when the run was cancelled is skipped.
  expect(states.filter((each) => !each.startsWith('load '))).toHaveLength(2);
  expect(await airflow.client.findRun(running)).toMatchObject({ state: 'failed' });
  await loads?.release();
  loads = undefined;
  expect(await recorded(running)).toEqual(['"failed,CANCELLED"']);
  expect(
    await query(`SELECT count(*) FROM etl.parts WHERE run_id = '${running}' AND state = 'loaded'`),
  ).toEqual(['0']);
});

test('a queued run that is cancelled is on record, and none of its tasks ever starts', async () => {
  const { running, queued } = await runningAndQueued();

  const answer = await cancel(queued);
  await cancel(running);
  await idle(airflow);

  expect(answer.status).toBe(200);
  expect(await recorded(queued)).toEqual(['"failed,CANCELLED"']);
  const instances = await airflow.client.taskInstances(queued);
  expect(instances.map(({ taskId, state, tryNumber }) => `${taskId} ${state} ${tryNumber}`).sort()).toEqual([
    ...['load skipped 0', 'plan skipped 0', 'publish skipped 0'],
  ]);
});

test('after a cancellation the next trigger starts a run', async () => {
  const { running, queued } = await runningAndQueued();
  await cancel(queued);
  await cancel(running);
  await loads?.release();
  loads = undefined;

  const next = await trigger();

  await idle(airflow);
  expect(await recorded(next)).toEqual(['succeeded']);
});
