import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { route as cancelRun } from '../../../handlers/cancel-run.ts';
import { route as run } from '../../../handlers/run.ts';
import { AirflowUnavailableError } from '../../../lib/clients/airflow.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { fail } from '../../../lib/pipeline/runs/fail.ts';
import { LOCKS } from '../../../lib/store/locks.ts';
import { recordError } from '../../../lib/store/runs/run-records.ts';
import { dagRun } from '../../unit/support/in-memory-airflow.ts';
import { recordingLogger } from '../../unit/support/recording-logger.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { QUEUED_AT } from '../pipeline/workbench.ts';
import { type Api, answerOf, asking, makeApi } from './api.ts';

let api: Api;
/** The DAG runs that Airflow was told to end. */
let ended: string[];
beforeEach(async () => {
  api = await makeApi();
  ended = [];
  api.reading.airflow.failRun = (runId) => {
    ended.push(runId);
    return Promise.resolve(true);
  };
});
afterEach(() => api.remove());

const cancel = async (runId: string) => await answerTo(cancelRun, asking({ runId }), api.reading);
const detailOf = async (runId: string) => answerOf(run, await answerTo(run, asking({ runId }), api.reading));
const CANCELLED = { status: 200, body: { message: 'Run cancelled' } };
const ENDED = { status: 409, body: { code: 'RUN_ENDED' } };

/** A run that has loaded everything and only has to publish. */
async function loaded(runId: string): Promise<void> {
  const { parts } = await api.plan(runId);
  for (const part of parts) {
    await load(part, api.dependencies());
  }
}

describe('a running run', () => {
  test('is failed then, with a code, a result and an advice, and Airflow is told', async () => {
    await loaded('etl-1');

    const reply = await cancel('etl-1');

    expect(reply).toEqual({ status: 200, body: { message: 'Run cancelled', runId: 'etl-1' } });
    expect(ended).toEqual(['etl-1']);
    const detail = await detailOf('etl-1');
    expect(detail).toMatchObject({
      ...{ state: 'failed', result: 'Cancelled. The table is unchanged.' },
      ...{ error: { step: 'dag', code: 'CANCELLED', gates: [] }, advice: [{ action: 'run_again' }] },
    });
    expect(detail.steps.map(({ state }) => state)).toEqual(['done', 'done', 'failed']);
  });

  test('publishes nothing, and none of its steps does anything more', async () => {
    const { parts } = await api.plan('etl-1');
    await cancel('etl-1');

    await expect(api.plan('etl-1')).rejects.toMatchObject({ name: 'RunClosedError' });
    await expect(load(parts[0] ?? { runId: '', part: 0 }, api.dependencies())).rejects.toMatchObject({
      name: 'RunClosedError',
    });
    await expect(publish({ runId: 'etl-1' }, api.dependencies())).rejects.toMatchObject({
      name: 'RunClosedError',
    });
    expect(await api.table()).toEqual([]);
  });

  test('leaves nothing in the stage', async () => {
    await loaded('etl-1');

    await cancel('etl-1');

    expect(await api.look`SELECT FROM etl.entity_stage`).toHaveLength(0);
    expect(await api.look`SELECT FROM etl.partials`).toHaveLength(0);
  });

  test('stays cancelled when the failure callback comes after all', async () => {
    await loaded('etl-1');
    await cancel('etl-1');

    await fail({ runId: 'etl-1', queuedAt: QUEUED_AT, reason: 'task_failure' }, api.dependencies());

    expect(await detailOf('etl-1')).toMatchObject({ error: { code: 'CANCELLED' } });
  });

  test('is cancelled whatever an earlier try of a step had recorded', async () => {
    await api.plan('etl-1');
    await recordError(api.look, 'etl-1', undefined, { step: 'load', code: 'STEP_FAILED', message: 'lost' });

    await cancel('etl-1');

    expect(await detailOf('etl-1')).toMatchObject({ error: { code: 'CANCELLED' } });
  });

  test('is cancelled also when Airflow does not answer, which is logged', async () => {
    await loaded('etl-1');
    api.reading.airflow.failRun = () => Promise.reject(new AirflowUnavailableError('no answer'));
    const { logger, lines } = recordingLogger();

    const reply = await answerTo(cancelRun, asking({ runId: 'etl-1' }), { ...api.reading, logger });

    expect(reply).toMatchObject(CANCELLED);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', runId: 'etl-1', reason: 'no answer' }),
    );
  });

  test('lets the next run publish', async () => {
    await loaded('etl-1');
    await cancel('etl-1');

    await api.run('etl-2');

    expect(await detailOf('etl-2')).toMatchObject({ state: 'succeeded', counts: { inserted: 10 } });
  });
});

describe('a cancellation and a publish at the same time', () => {
  test('a publish that waits for another finds the run closed, and leaves the table', async () => {
    await loaded('etl-1');
    const publishing = await api.look.begin(async (transaction) => {
      await transaction`SELECT pg_advisory_xact_lock(${LOCKS.publish})`;
      const waiting = publish({ runId: 'etl-1' }, api.dependencies()).catch((error: unknown) => error);
      while (
        (await transaction`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`).count === 0
      ) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await cancel('etl-1');
      return { waiting };
    });

    expect(await publishing.waiting).toMatchObject({ name: 'RunClosedError' });
    expect(await api.table()).toEqual([]);
  });

  test.each([0, 5, 20, 60])('exactly one of the two wins, %d ms apart', async (apart) => {
    await loaded('etl-1');
    const published = publish({ runId: 'etl-1' }, api.dependencies()).then(
      () => true,
      () => false,
    );
    await new Promise((resolve) => setTimeout(resolve, apart));

    const { status } = await cancel('etl-1');

    const wins = await published;
    expect([wins, status]).toEqual(wins ? [true, 409] : [false, 200]);
    expect(await api.table()).toHaveLength(wins ? 10 : 0);
  });
});

describe('a queued run', () => {
  test('is recorded as cancelled, with what it was started with, and never begins', async () => {
    const conf = { asOf: '2024-02-01', acceptDeletes: true, requestId: 'of-mine' };
    api.dagRuns.set('etl-1', dagRun('etl-1', { queuedAt: new Date(0), runAfter: QUEUED_AT, conf }));

    const reply = await cancel('etl-1');

    expect(reply).toMatchObject(CANCELLED);
    expect(ended).toEqual(['etl-1']);
    const detail = await detailOf('etl-1');
    expect(detail).toMatchObject({
      ...{ state: 'failed', result: 'Cancelled. The table is unchanged.', error: { code: 'CANCELLED' } },
      ...{ asOf: '2024-02-01', acceptDeletes: true, requestId: 'of-mine', queuedAt: QUEUED_AT.toISOString() },
    });
    expect(detail.steps.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped']);
    await expect(api.plan('etl-1')).rejects.toMatchObject({ name: 'RunClosedError' });
  });

  test('is recorded also with a conf that can not be used', async () => {
    api.dagRuns.set('etl-1', dagRun('etl-1', { conf: { asOf: 'yesterday' } }));

    expect(await cancel('etl-1')).toMatchObject(CANCELLED);
  });

  test('can not be told from none without Airflow', async () => {
    api.reading.airflow.findRun = () => Promise.reject(new AirflowUnavailableError('no answer'));

    expect(await cancel('etl-1')).toMatchObject({ status: 503, body: { code: 'AIRFLOW_UNAVAILABLE' } });
  });
});

describe('what has ended, or never was', () => {
  test('a run that was cancelled already is told so', async () => {
    await api.plan('etl-1');
    await cancel('etl-1');

    const again = await cancel('etl-1');

    expect(again).toMatchObject({
      ...ENDED,
      body: { message: 'Run etl-1 was already cancelled: there is nothing to cancel' },
    });
    expect(ended).toEqual(['etl-1']);
  });

  test('a run that has succeeded stays so', async () => {
    await api.run('etl-1');

    expect(await cancel('etl-1')).toMatchObject({
      ...ENDED,
      body: { message: 'Run etl-1 has already succeeded: there is nothing to cancel' },
    });
    expect(await detailOf('etl-1')).toMatchObject({ state: 'succeeded' });
  });

  test('a run that failed in Airflow before it was recorded has ended', async () => {
    api.dagRuns.set('etl-1', dagRun('etl-1', { state: 'failed' }));

    expect(await cancel('etl-1')).toMatchObject(ENDED);
  });

  test('there is no run of any other id', async () => {
    expect(await cancel('etl-1')).toMatchObject({ status: 404, body: { code: 'RUN_NOT_FOUND' } });
  });
});
