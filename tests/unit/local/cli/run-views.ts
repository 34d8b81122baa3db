import type { RunDetail } from '../../../../local/cli/runs/run-views.ts';

/** A run as the API tells it: one that succeeded, unless told otherwise. */
export function runDetail(differing: Partial<RunDetail> = {}): RunDetail {
  return {
    runId: 'etl-7',
    state: 'succeeded',
    asOf: '2024-01-31',
    queuedAt: '2024-01-31T09:59:59.000Z',
    startedAt: '2024-01-31T10:00:00.000Z',
    finishedAt: '2024-01-31T10:00:01.000Z',
    durationMs: 1234,
    counts: {
      read: 23,
      loaded: 23,
      rejected: 0,
      warnings: 2,
      inserted: 10,
      updated: 0,
      deleted: 3,
      unchanged: 4,
    },
    error: null,
    phase: null,
    usualDurationMs: 1000,
    progress: { bytesDone: 500, bytesTotal: 500, rowsRead: 23, rejected: 0 },
    rejects: [],
    notices: [],
    previousRunId: null,
    difference: null,
    ...differing,
  };
}
