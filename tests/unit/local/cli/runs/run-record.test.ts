import { expect, test } from 'vitest';
import { recordOf, unrecorded } from '../../../../../local/cli/runs/run-record.ts';
import { runDetail } from '../run-views.ts';

test('the record of a run has what scripts rely on, and nothing else', () => {
  const { runId, state, counts, asOf, startedAt, durationMs, error } = runDetail();

  expect(recordOf(runDetail())).toEqual({ runId, state, counts, asOf, startedAt, durationMs, error });
});

test('counts that are not known are null', () => {
  expect(recordOf(runDetail({ state: 'failed', counts: { read: 1 } })).counts).toMatchObject({
    read: 1,
    inserted: null,
  });
});

test('a run that nobody recorded has failed', () => {
  expect(unrecorded('etl-9')).toMatchObject({
    runId: 'etl-9',
    state: 'failed',
    error: { code: 'NOT_RECORDED' },
  });
});

test('a run under whose id another one is recorded has failed, and says which and what to do', () => {
  const other = runDetail({ queuedAt: '2024-01-31T09:59:59.000Z' });

  expect(unrecorded('etl-7', other)).toMatchObject({
    runId: 'etl-7',
    state: 'failed',
    counts: {},
    error: {
      code: 'RUN_ID_USED',
      message: expect.stringMatching(/queued at 2024-01-31T09:59:59\.000Z.*Start it again/),
    },
  });
});
