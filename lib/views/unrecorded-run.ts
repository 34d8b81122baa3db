import type { RunDetail, RunSummary } from '../schemas/run.ts';
import { adviceFor } from './advice/advice.ts';
import { failureSummary } from './failure-summaries.ts';
import { airflowUrlOf, logsOf, type RunSettings } from './run-links.ts';
import { type ResultNames, resultOf } from './run-result.ts';
import { stepsBefore } from './run-steps.ts';
import { sentenceOf } from './run-view.ts';

/** What Airflow says of a run of which nothing is recorded. */
export interface UnrecordedRun {
  readonly runId: string;
  readonly state: 'queued' | 'failed';
  readonly queuedAt: Date | null;
  readonly endedAt: Date | null;
  /** The id of the request that started it, as it stands in its conf. */
  readonly requestId: string | null;
}

const NOT_RECORDED = {
  step: 'dag',
  code: 'NOT_RECORDED',
  message: 'the DAG run failed before its first step',
};

const NO_COUNTS = {
  ...{ read: null, loaded: null, rejected: null, warnings: null },
  ...{ inserted: null, updated: null, deleted: null, unchanged: null },
};

/** A run that Airflow has, but whose first step has not begun: nothing is recorded of it. */
export function unrecordedRun(
  { runId, state, queuedAt, endedAt, requestId }: UnrecordedRun,
  names: ResultNames,
  settings: RunSettings,
): RunDetail {
  const hasFailed = state === 'failed';
  const error = hasFailed ? { ...NOT_RECORDED, summary: null, gates: [] } : null;
  const summary: RunSummary = {
    runId,
    state,
    withRejects: null,
    asOf: null,
    acceptDeletes: false,
    queuedAt: queuedAt?.toISOString() ?? null,
    startedAt: null,
    finishedAt: hasFailed ? (endedAt?.toISOString() ?? null) : null,
    durationMs: null,
    counts: NO_COUNTS,
    result: resultOf({ state, counts: NO_COUNTS, error }, names),
    error: error && { ...error, summary: failureSummary(error) },
  };
  return {
    message: sentenceOf(summary),
    ...summary,
    phase: null,
    usualDurationMs: null,
    rowsPerSecond: null,
    advice: adviceFor(summary),
    location: null,
    nextLocation: settings.ETL_DATA_DIR,
    sources: [],
    steps: stepsBefore(state),
    requestId,
    logs: logsOf(runId, settings),
    airflowUrl: airflowUrlOf(runId, settings),
    progress: { bytesDone: 0, bytesTotal: 0, rowsRead: 0, rejected: 0, parts: [] },
    rejects: [],
    notices: [],
    previousRunId: null,
    difference: null,
  };
}
