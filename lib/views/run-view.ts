import { countedAs } from '../messages/thousands.ts';
import type { Model } from '../model/model.ts';
import { fileStemOf } from '../schemas/deprecated-file.ts';
import { isEveryRow } from '../schemas/every-row.ts';
import { inOrder } from '../schemas/problem-order.ts';
import type { Difference, RunDetail, RunSummary } from '../schemas/run.ts';
import type { PartView } from '../schemas/run-progress.ts';
import type { PartState } from '../store/runs/run-history.ts';
import type { RunSurroundings } from '../store/runs/run-surroundings.ts';
import type { Run } from '../store/runs/runs.ts';
import { adviceFor } from './advice/advice.ts';
import { failureSummary } from './failure-summaries.ts';
import { airflowUrlOf, logsOf, type RunSettings } from './run-links.ts';
import { type ResultNames, resultOf, rowsAfter } from './run-result.ts';
import { phaseOf, stepsOf } from './run-steps.ts';

/** A run as a list shows it. */
export function summaryOf(run: Run, names: ResultNames): RunSummary {
  const { runId, state, asOf, acceptDeletes, queuedAt, startedAt, finishedAt, counts, error } = run;
  return {
    runId,
    state,
    withRejects: state === 'succeeded' ? (counts.rejected ?? 0) > 0 : null,
    asOf,
    acceptDeletes,
    queuedAt: queuedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: durationOf(run),
    counts,
    result: resultOf(run, names),
    // What a step recorded while it is still to be tried again is not the run's error yet.
    error: state === 'failed' ? error && errorView(error) : null,
  };
}

/** A run with all that is known of it. */
export function detailOf(
  run: Run,
  { parts, rejects, previous, usualMs, sources }: RunSurroundings,
  model: Pick<Model, 'inputs' | 'table' | 'entity'>,
  settings: RunSettings,
): RunDetail {
  const { inputs } = model;
  const views = parts.map((part) => partView(part, run.state === 'running', fileStemOf(inputs, part.input)));
  const total = (of: (part: PartView) => number) => views.reduce((sum, part) => sum + of(part), 0);
  const rowsOf = (input: string) =>
    parts.filter((part) => part.input === input).reduce((sum, { read }) => sum + read, 0);
  const summary = summaryOf(run, model);
  return {
    message: sentenceOf(summary),
    ...summary,
    phase: run.state === 'running' ? phaseOf(parts) : null,
    usualDurationMs: usualMs,
    rowsPerSecond: rowsPerSecond(summary),
    advice: adviceFor(summary),
    location: run.location,
    nextLocation: settings.ETL_DATA_DIR,
    sources: sources.map(({ modifiedAt, ...source }) => ({
      ...source,
      modifiedAt: modifiedAt?.toISOString() ?? null,
    })),
    steps: stepsOf(run, parts),
    requestId: run.requestId,
    logs: logsOf(run.runId, settings),
    airflowUrl: airflowUrlOf(run.runId, settings),
    progress: {
      bytesDone: total((part) => part.bytesDone),
      bytesTotal: total((part) => part.bytesTotal),
      rowsRead: total((part) => part.rowsRead),
      rejected: total((part) => part.rejected),
      parts: views,
    },
    rejects: inOrder(rejects, inputs).map((kind) => ({
      ...kind,
      values: [...kind.values],
      file: fileStemOf(inputs, kind.input),
      everyRow: isEveryRow(kind, rowsOf(kind.input)),
    })),
    notices: [...run.notices],
    previousRunId: previous?.runId ?? null,
    difference: previous && run.state === 'succeeded' ? differenceOf(run, previous) : null,
  };
}

/** An error as the API tells it. */
function errorView(error: NonNullable<Run['error']>): NonNullable<RunSummary['error']> {
  const { step, code, message, gates } = error;
  return { step, code, message, summary: failureSummary(error), gates: [...gates] };
}

/** Rows that were read, by the whole duration. */
function rowsPerSecond({ counts: { read }, durationMs }: RunSummary): number | null {
  return read === null || !durationMs ? null : Math.round((read * 1000) / durationMs);
}

/** Milliseconds from queued to finished; null until then. */
function durationOf({ queuedAt, finishedAt }: Run): number | null {
  return finishedAt && Math.max(0, finishedAt.getTime() - queuedAt.getTime());
}

/** What a run is said to be, first of all. */
export function sentenceOf({ runId, state, withRejects, counts }: RunSummary): string {
  if (!withRejects) {
    return `Run ${runId}: ${state}`;
  }
  return `Run ${runId}: succeeded, ${countedAs(counts.rejected ?? 0, 'row was', 'rows were')} rejected`;
}

function partView(part: PartState, isRunning: boolean, file: string): PartView {
  const { part: number, input, isLoaded, isBegun, bytesDone, bytesTotal, read, rejected, warnings } = part;
  const open = isBegun ? 'loading' : 'pending';
  return {
    part: number,
    input,
    file,
    state: isLoaded ? 'loaded' : isRunning ? open : 'stopped',
    bytesDone: Math.min(bytesDone, bytesTotal),
    bytesTotal,
    rowsRead: read,
    rejected,
    warnings,
    startedAt: part.startedAt?.toISOString() ?? null,
    finishedAt: part.loadedAt?.toISOString() ?? null,
  };
}

function differenceOf(run: Run, previous: Run): Difference {
  const count = (name: keyof Run['counts']) => (run.counts[name] ?? 0) - (previous.counts[name] ?? 0);
  return {
    read: count('read'),
    loaded: count('loaded'),
    rejected: count('rejected'),
    warnings: count('warnings'),
    users: rowsAfter(run) - rowsAfter(previous),
    durationMs: (durationOf(run) ?? 0) - (durationOf(previous) ?? 0),
  };
}
