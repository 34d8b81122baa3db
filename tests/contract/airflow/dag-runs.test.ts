import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunExistsError } from '../../../lib/clients/airflow.ts';
import { type AirflowUnderTest, DAG, isOldest, openAirflow } from './under-test.ts';

/** The DAG is paused here, so that every run stays where it is: queued. */
let airflow: AirflowUnderTest;
let wasPaused: boolean;
const started: string[] = [];

beforeAll(async () => {
  airflow = await openAirflow();
  wasPaused = (await airflow.client.dag())?.paused ?? false;
  await airflow.pause(true);
});

afterAll(async () => {
  for (const runId of started) {
    await airflow.client.deleteRun(runId);
  }
  await airflow.pause(wasPaused);
  await airflow.close();
});

/** A prefix no other run has; ends in a hyphen, like `etl-`. */
const newPrefix = () => `contract${randomBytes(6).toString('hex')}-`;

async function start(runId: string, conf: Record<string, unknown> = {}) {
  started.push(runId);
  return await airflow.client.startRun(runId, conf);
}

interface RunList {
  dag_runs: { dag_run_id: string; state: string }[];
  total_entries: number;
}

async function list(query: string) {
  const { status, body } = await airflow.api('GET', `${DAG}/dagRuns?${query}`);
  const { dag_runs, total_entries } = body as RunList;
  return { status, ids: dag_runs.map((run) => run.dag_run_id), total: total_entries };
}

describe('starting a run', () => {
  test('it may run from the moment at which it is queued', async () => {
    const { queuedAt, runAfter } = await start(`${newPrefix()}1`);

    const apartMs = Math.abs((queuedAt?.getTime() ?? 0) - (runAfter?.getTime() ?? 1_000_000));
    expect(apartMs).toBeLessThan(60_000);
  });

  test('a paused DAG accepts it, and leaves it queued', async () => {
    const runId = `${newPrefix()}1`;

    const run = await start(runId, { asOf: '2026-01-02', acceptDeletes: true });

    expect(run).toEqual({
      runId,
      state: 'queued',
      queuedAt: expect.any(Date),
      runAfter: expect.any(Date),
      startedAt: null,
      endedAt: null,
      conf: { asOf: '2026-01-02', acceptDeletes: true },
    });
    expect(await airflow.client.dag()).toMatchObject({ paused: true });
    expect(await airflow.client.findRun(runId)).toEqual(run);
  });

  test('is answered with 200, and says who started it and how', async () => {
    const runId = `${newPrefix()}1`;
    started.push(runId);

    const { status, body } = await airflow.api('POST', `${DAG}/dagRuns`, {
      body: { dag_run_id: runId, logical_date: null, conf: {} },
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      dag_id: 'etl_pipeline',
      dag_run_id: runId,
      logical_date: null,
      run_type: 'manual',
      triggered_by: 'rest_api',
      ...(!isOldest && { triggering_user_name: airflow.username }),
    });
  });

  test('a second one is accepted while the first is active', async () => {
    const prefix = newPrefix();
    await start(`${prefix}1`);

    const second = await start(`${prefix}2`);

    expect(second.state).toBe('queued');
  });

  test('an id that is taken is a conflict', async () => {
    const runId = `${newPrefix()}1`;
    await start(runId);

    await expect(airflow.client.startRun(runId, {})).rejects.toThrow(RunExistsError);
  });

  test('of starts of the same id at the same time one succeeds', async () => {
    const runId = `${newPrefix()}1`;

    const results = await Promise.allSettled(Array.from({ length: 8 }, () => start(runId)));

    const refusals = results.filter((result) => result.status === 'rejected').map((result) => result.reason);
    expect(refusals).toHaveLength(7);
    expect(refusals.every((reason) => reason instanceof RunExistsError)).toBe(true);
  });
});

describe('listing runs', () => {
  test('the active ones are there, oldest first', async () => {
    const prefix = newPrefix();
    for (const n of [1, 2, 3]) {
      await start(`${prefix}${n}`);
    }

    const runs = await airflow.client.activeRuns();

    const ids = runs.map((run) => run.runId).filter((runId) => runId.startsWith(prefix));
    expect(ids).toEqual([`${prefix}1`, `${prefix}2`, `${prefix}3`]);
  });

  test.skipIf(isOldest)('several states may be asked for, and others are left out', async () => {
    const prefix = newPrefix();
    await start(`${prefix}1`);
    const pattern = `run_id_prefix_pattern=${prefix}`;

    const active = await list(`${pattern}&state=queued&state=running`);
    const ended = await list(`${pattern}&state=success&state=failed`);

    expect(active).toEqual({ status: 200, ids: [`${prefix}1`], total: 1 });
    expect(ended).toEqual({ status: 200, ids: [], total: 0 });
  });

  test('the newest of a prefix is the one created last, not the one that sorts last', async () => {
    const prefix = newPrefix();
    for (const n of [9, 11, 10]) {
      await start(`${prefix}${n}`);
    }
    await start(`${newPrefix()}99`);

    const run = await airflow.client.newestRun(prefix);

    expect(run?.runId).toBe(`${prefix}10`);
  });

  test('a newer run whose id only resembles the prefix is not the newest', async () => {
    const prefix = newPrefix();
    await start(`${prefix}1`);
    await start(`${prefix.slice(0, -1)}x2`);

    const run = await airflow.client.newestRun(prefix);

    expect(run?.runId).toBe(`${prefix}1`);
  });

  test('the newest of all are those created last, the newest first, with what they were started with', async () => {
    const runIds = ['x9', 'y1'].map((end) => `${newPrefix()}${end}`);
    for (const runId of runIds) {
      await start(runId, { arrival: { sequencer: runId } });
    }

    const newest = await airflow.client.newestRuns(2);

    expect(newest.map(({ runId, conf }) => [runId, conf])).toEqual(
      runIds.toReversed().map((runId) => [runId, { arrival: { sequencer: runId } }]),
    );
  });

  test('a prefix that nothing has yields no run', async () => {
    expect(await airflow.client.newestRun(newPrefix())).toBeUndefined();
  });

  test.skipIf(isOldest)('order, limit and offset are followed, and the total counts all pages', async () => {
    const prefix = newPrefix();
    for (const n of [1, 2, 3]) {
      await start(`${prefix}${n}`);
    }
    const pattern = `run_id_prefix_pattern=${prefix}`;

    const ascending = await list(`${pattern}&order_by=id&limit=2`);
    const descending = await list(`${pattern}&order_by=-id&limit=2&offset=1`);

    expect(ascending).toEqual({ status: 200, ids: [`${prefix}1`, `${prefix}2`], total: 3 });
    expect(descending).toEqual({ status: 200, ids: [`${prefix}2`, `${prefix}1`], total: 3 });
  });
});

describe('one run', () => {
  test('an unknown one is not found', async () => {
    const { status } = await airflow.api('GET', `${DAG}/dagRuns/no-such-run`);

    expect(status).toBe(404);
    expect(await airflow.client.findRun('no-such-run')).toBeUndefined();
    expect(await airflow.client.taskInstances('no-such-run')).toEqual([]);
  });

  test('deleted, it is gone', async () => {
    const runId = `${newPrefix()}1`;
    await start(runId);

    const { status } = await airflow.api('DELETE', `${DAG}/dagRuns/${runId}`);

    expect(status).toBe(204);
    expect(await airflow.client.findRun(runId)).toBeUndefined();
  });

  test('deleting one that is gone is a 404, which the client takes for done', async () => {
    const runId = `${newPrefix()}1`;

    const { status } = await airflow.api('DELETE', `${DAG}/dagRuns/${runId}`);

    expect(status).toBe(404);
    await expect(airflow.client.deleteRun(runId)).resolves.toBeUndefined();
  });

  test('a deleted id may be used again', async () => {
    const runId = `${newPrefix()}1`;
    await start(runId);
    await airflow.client.deleteRun(runId);

    const again = await start(runId);

    expect(again.state).toBe('queued');
  });
});

describe('ending a run', () => {
  test('a queued one is failed then, none of its tasks begins, and it may be deleted', async () => {
    const runId = `${newPrefix()}1`;
    await start(runId);

    const isThere = await airflow.client.failRun(runId);

    expect(isThere).toBe(true);
    expect(await airflow.client.findRun(runId)).toMatchObject({ state: 'failed' });
    const tasks = await airflow.client.taskInstances(runId);
    // A start they have all the same: the moment in which they were skipped.
    expect(tasks.map(({ state, tryNumber }) => `${state} ${tryNumber}`)).toEqual(
      tasks.map(() => 'skipped 0'),
    );
    expect(tasks.map(({ taskId }) => taskId).sort()).toEqual(['load', 'plan', 'publish']);
  });

  test('is done twice as well as once', async () => {
    const runId = `${newPrefix()}1`;
    await start(runId);

    await airflow.client.failRun(runId);

    expect(await airflow.client.failRun(runId)).toBe(true);
  });

  test('of a run that is not there says so', async () => {
    expect(await airflow.client.failRun(`${newPrefix()}1`)).toBe(false);
  });

  test.each([
    ['a state that nobody can set', { state: 'running' }],
    ['a member that is not known', { state: 'failed', reason: 'none' }],
  ])('refuses %s', async (_what, body) => {
    const runId = `${newPrefix()}1`;
    await start(runId);

    const { status } = await airflow.api('PATCH', `${DAG}/dagRuns/${runId}`, { body });

    expect(status).toBe(422);
  });
});
