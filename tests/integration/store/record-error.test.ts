import { beforeEach, describe, expect, test } from 'vitest';
import { beginRun, closeAsFailed, recordError } from '../../../lib/store/runs/run-records.ts';
import { findRun } from '../../../lib/store/runs/runs.ts';
import { useStore } from './store.ts';

const QUEUED_AT = new Date('2026-01-01T12:00:00Z');
const ERROR = { step: 'load', code: 'GATE', message: 'too many rejects' } as const;

const store = useStore();
beforeEach(async () => {
  await store()`DELETE FROM etl.runs`;
  for (const runId of ['etl-1', 'etl-2']) {
    await beginRun(store(), {
      runId,
      location: '/data',
      asOf: '2024-01-01',
      acceptDeletes: false,
      queuedAt: QUEUED_AT,
    });
  }
});
const errorOf = async (runId: string) => (await findRun(store(), runId))?.error;

describe('the error of a step', () => {
  test.each([
    ['knows', QUEUED_AT],
    ['does not know', undefined],
  ])(
    'that %s when its DAG run was queued is recorded in its run, and in no other',
    async (_what, queuedAt) => {
      await recordError(store(), 'etl-1', queuedAt, ERROR);

      expect(await errorOf('etl-1')).toMatchObject(ERROR);
      expect(await errorOf('etl-2')).toBeNull();
    },
  );

  test('leaves the run running, since the step may be tried again', async () => {
    await recordError(store(), 'etl-1', QUEUED_AT, ERROR);

    expect((await findRun(store(), 'etl-1'))?.state).toBe('running');
  });

  test('does not replace the reason of a run that has ended', async () => {
    const reason = { step: 'publish', code: 'STEP_FAILED', message: 'why' } as const;
    await closeAsFailed(store(), 'etl-1', reason);

    await recordError(store(), 'etl-1', QUEUED_AT, ERROR);

    expect(await errorOf('etl-1')).toMatchObject(reason);
  });
});
