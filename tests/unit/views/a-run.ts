import { COUNT_NAMES, type Run, type RunCounts } from '../../../lib/store/runs/runs.ts';

/** A run as the database has it: running, nothing counted, unless told. */
export function aRun({
  counts,
  ...given
}: Partial<Omit<Run, 'counts'>> & { readonly counts?: Partial<RunCounts> } = {}): Run {
  const none = Object.fromEntries(COUNT_NAMES.map((name) => [name, null])) as Run['counts'];
  return {
    runId: 'etl-2',
    seq: 2n,
    state: 'running',
    location: 'data',
    asOf: '2026-01-01',
    acceptDeletes: false,
    queuedAt: new Date('2026-01-01T00:00:00Z'),
    startedAt: new Date('2026-01-01T00:00:01Z'),
    plannedAt: null,
    publishingAt: null,
    finishedAt: null,
    error: null,
    notices: [],
    requestId: null,
    ...given,
    counts: { ...none, ...counts },
  };
}
