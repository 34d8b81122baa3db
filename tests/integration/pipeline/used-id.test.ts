import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { fail } from '../../../lib/pipeline/runs/fail.ts';
import { recordError } from '../../../lib/store/runs/run-records.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench();
});
afterEach(() => bench.remove());

/** A DAG run of the id of an older one, as an Airflow starts it that has lost its history. */
const OTHER = { runId: 'etl-1', queuedAt: new Date('2026-01-02T12:00:00Z') };

const usedId = { name: 'InputError', code: 'RUN_ID_USED' };

const runs = () => bench.look`SELECT * FROM etl.runs ORDER BY seq`;
const stagedUsers = async () => (await bench.look`SELECT FROM etl.entity_stage`).count;

async function loadAll(): Promise<void> {
  const { parts } = await bench.plan('etl-1');
  for (const part of parts) {
    await load(part, bench.dependencies());
  }
}

const BEFORE = {
  running: loadAll,
  succeeded: () => bench.run('etl-1'),
  failed: async () => {
    await loadAll();
    await fail({ runId: 'etl-1', queuedAt: QUEUED_AT, reason: 'task_failure' }, bench.dependencies());
  },
} as const;

describe.each(Object.keys(BEFORE) as (keyof typeof BEFORE)[])(
  'the id of a run that is recorded as %s',
  (state) => {
    test('is refused by plan for another DAG run, and the record stays as it is', async () => {
      await BEFORE[state]();
      const before = await runs();

      const attempt = plan({ ...OTHER, conf: { asOf: '2001-01-01' } }, bench.dependencies());

      await expect(attempt).rejects.toMatchObject({
        ...usedId,
        message: expect.stringMatching(/queued at 2026-01-01T12.*queued at 2026-01-02T12.*start another run/),
      });
      expect(await runs()).toEqual(before);
    });

    test('is not closed by the failure callback of another DAG run, and its stage stays', async () => {
      await BEFORE[state]();
      const [before, staged] = [await runs(), await stagedUsers()];

      const { closed } = await fail({ ...OTHER, reason: 'task_failure' }, bench.dependencies());

      expect(closed).toBe(false);
      expect(await runs()).toEqual(before);
      expect(await stagedUsers()).toBe(staged);
    });

    test('is not published by another DAG run', async () => {
      await BEFORE[state]();
      const [before, table] = [await runs(), await bench.table()];

      await expect(publish(OTHER, bench.dependencies())).rejects.toMatchObject(usedId);

      expect(await runs()).toEqual(before);
      expect(await bench.table()).toEqual(table);
    });

    test('gets no error of a step of another DAG run', async () => {
      await BEFORE[state]();
      const before = await runs();

      const error = { step: 'plan', code: 'RUN_ID_USED', message: 'used' } as const;
      await recordError(bench.look, OTHER.runId, OTHER.queuedAt, error);

      expect(await runs()).toEqual(before);
    });
  },
);

test('an error of a step of the run itself is recorded', async () => {
  await bench.plan('etl-1');

  const error = { step: 'load', code: 'STEP_FAILED', message: 'why' } as const;
  await recordError(bench.look, 'etl-1', QUEUED_AT, error);

  expect(await runs()).toMatchObject([{ error }]);
});

test('a step that does not know when its DAG run was queued belongs to the run that is recorded', async () => {
  const first = await bench.plan('etl-1');

  const again = await plan({ runId: 'etl-1', conf: {} }, bench.dependencies());

  expect(again).toEqual(first);
});

test('the id of a run whose record is gone may be used again', async () => {
  await bench.run('etl-1');
  await bench.look`DELETE FROM etl.runs`;

  await plan({ ...OTHER, conf: {} }, bench.dependencies());

  expect(await runs()).toMatchObject([{ run_id: 'etl-1', queued_at: OTHER.queuedAt, state: 'running' }]);
});
