import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, inject, test } from 'vitest';
import { openAirflow } from '../contract/airflow/under-test.ts';
import {
  type FakeLambda,
  namedError,
  type StepHandler,
  startFakeLambda,
  workingSteps,
} from '../unit/local/airflow/fake-lambda.ts';

const airflow = await openAirflow();

let lambda: FakeLambda | undefined;
afterEach(async () => {
  await lambda?.close();
});

/** Carries out a run with such Lambdas, as AWS answers for them. Returns what Airflow and they say of it. */
async function run(difference: Record<string, StepHandler> = {}) {
  const steps = { ...workingSteps(3), ...difference };
  lambda = await startFakeLambda(steps, { dialect: 'aws', port: inject('lambdaPort') });
  const runId = `oldest-${randomBytes(6).toString('hex')}`;
  await airflow.client.startRun(runId, { asOf: '2026-01-02' });
  const state = await ended(runId);
  const tasks = await airflow.client.taskInstances(runId);
  return {
    runId,
    state,
    tasks: tasks.map((each) => `${each.taskId} ${each.mapIndex} ${each.state} ${each.tryNumber}`).sort(),
    lambda,
  };
}

async function ended(runId: string) {
  for (;;) {
    const found = await airflow.client.findRun(runId);
    if (found?.state === 'success' || found?.state === 'failed') {
      return found.state;
    }
    await delay(200);
  }
}

/** The failure callback is called a moment after the run has failed. */
async function toldOf(server: FakeLambda) {
  for (;;) {
    const [event] = server.eventsOf('fail');
    if (event) {
      return event;
    }
    await delay(200);
  }
}

test('a run goes through plan, one load for each part, and publish', async () => {
  const { runId, state, tasks, lambda } = await run();

  expect(state).toBe('success');
  expect(tasks).toEqual([
    ...['load 0 success 1', 'load 1 success 1', 'load 2 success 1'],
    ...['plan -1 success 1', 'publish -1 success 1'],
  ]);
  const queuedAt = expect.stringMatching(/^\d{4}-.*\+00:00$/);
  expect(lambda.eventsOf('plan')).toEqual([{ runId, queuedAt, conf: { asOf: '2026-01-02' } }]);
  expect(
    lambda
      .eventsOf('load')
      .map(({ part }) => part)
      .sort(),
  ).toEqual([0, 1, 2]);
  expect(lambda.eventsOf('publish')).toEqual([{ runId, queuedAt }]);
  expect(lambda.eventsOf('fail')).toEqual([]);
});

test('a step that fails for a reason that may pass is tried again', async () => {
  const { state, tasks } = await run({
    load: ({ part }, attempt) => {
      if (part === 1 && attempt === 1) {
        throw namedError('Error', 'the database is away');
      }
      return {};
    },
  });

  expect(state).toBe('success');
  expect(tasks).toContain('load 1 success 2');
});

test('a step that fails because of the files is not, and the failure callback is told', async () => {
  const { runId, state, tasks, lambda } = await run({
    plan: () => {
      throw namedError('InputError', 'no file');
    },
  });

  expect(state).toBe('failed');
  expect(tasks).toEqual(['load -1 upstream_failed 0', 'plan -1 failed 1', 'publish -1 upstream_failed 0']);
  expect(await toldOf(lambda)).toMatchObject({ runId, reason: 'task_failure' });
});
