import type { RunSummary } from './run-views.ts';

/** A finished run, as `--json` prints it. */
export interface RunRecord {
  readonly runId: string;
  readonly state: 'succeeded' | 'failed';
  readonly counts: Readonly<Record<string, number | null>>;
  readonly asOf: string | null;
  readonly startedAt: string | null;
  /** From the DAG run's queued_at to the commit of publish. */
  readonly durationMs: number | null;
  readonly error: { readonly step: string; readonly code: string; readonly message: string } | null;
}

const COUNTS = ['read', 'loaded', 'rejected', 'warnings', 'inserted', 'updated', 'deleted', 'unchanged'];

/** The record of a run that has ended: what of it scripts may rely on. */
export function recordOf({
  runId,
  state,
  counts,
  asOf,
  startedAt,
  durationMs,
  error,
}: RunSummary): RunRecord {
  return {
    runId,
    state: state === 'succeeded' ? 'succeeded' : 'failed',
    counts: Object.fromEntries(COUNTS.map((name) => [name, counts[name] ?? null])),
    asOf,
    startedAt,
    durationMs,
    error,
  };
}

/**
 * Airflow says that the run ended, the API has never heard of it.
 *
 * @param other the run that is recorded under its id instead
 */
export function unrecorded(runId: string, other?: RunSummary): RunRecord {
  const error = other
    ? {
        step: 'plan',
        code: 'RUN_ID_USED',
        message:
          `its id belongs to another run, queued at ${other.queuedAt}, so it did nothing: Airflow has lost its history. ` +
          'Start it again: the next run gets a free id',
      }
    : { step: 'dag', code: 'NOT_RECORDED', message: 'the run was not recorded, see api.log' };
  return { runId, state: 'failed', counts: {}, asOf: null, startedAt: null, durationMs: null, error };
}
