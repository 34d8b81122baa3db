import type { Model } from '../model/model.ts';
import { fileStemOf } from '../schemas/deprecated-file.ts';
import { isEveryRow } from '../schemas/every-row.ts';
import { inOrder } from '../schemas/problem-order.ts';
import type { Difference, PartView, RunDetail, RunSummary } from '../schemas/run.ts';
import type { PartState, RejectKindCount } from '../store/runs/run-history.ts';
import type { Run } from '../store/runs/runs.ts';

/** A run as a list shows it. */
export function summaryOf(run: Run): RunSummary {
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
    // What a step recorded while it is still to be tried again is not the run's error yet.
    error: state === 'failed' ? error : null,
  };
}

/** What belongs to a run beside its own record. */
export interface RunSurroundings {
  readonly parts: readonly PartState[];
  readonly rejects: readonly RejectKindCount[];
  readonly previous: Run | undefined;
  readonly usualMs: number | null;
}

/** A run with all that is known of it. */
export function detailOf(
  run: Run,
  { parts, rejects, previous, usualMs }: RunSurroundings,
  { inputs }: Pick<Model, 'inputs'>,
): RunDetail {
  const views = parts.map((part) => partView(part, run.state === 'running', fileStemOf(inputs, part.input)));
  const total = (of: (part: PartView) => number) => views.reduce((sum, part) => sum + of(part), 0);
  const rowsOf = (input: string) =>
    parts.filter((part) => part.input === input).reduce((sum, { read }) => sum + read, 0);
  const summary = summaryOf(run);
  return {
    message: sentenceOf(summary),
    ...summary,
    phase: run.state === 'running' ? phaseOf(parts) : null,
    usualDurationMs: usualMs,
    progress: {
      bytesDone: total((part) => part.bytesDone),
      bytesTotal: total((part) => part.bytesTotal),
      rowsRead: total((part) => part.rowsRead),
      rejected: total((part) => part.rejected),
      parts: views,
    },
    rejects: inOrder(rejects).map((kind) => ({
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

/** A run that Airflow has, but whose first step has not begun: nothing is recorded of it. */
export function unrecordedRun(
  runId: string,
  {
    state,
    queuedAt,
    endedAt,
  }: { readonly state: 'queued' | 'failed'; readonly queuedAt: Date | null; readonly endedAt: Date | null },
): RunDetail {
  const nothing = { read: null, loaded: null, rejected: null, warnings: null };
  const rows = { inserted: null, updated: null, deleted: null, unchanged: null };
  const error = { step: 'dag', code: 'NOT_RECORDED', message: 'the DAG run failed before its first step' };
  const summary: RunSummary = {
    runId,
    state,
    withRejects: null,
    asOf: null,
    acceptDeletes: false,
    queuedAt: queuedAt?.toISOString() ?? null,
    startedAt: null,
    finishedAt: state === 'failed' ? (endedAt?.toISOString() ?? null) : null,
    durationMs: null,
    counts: { ...nothing, ...rows },
    error: state === 'failed' ? error : null,
  };
  return {
    message: sentenceOf(summary),
    ...summary,
    phase: null,
    usualDurationMs: null,
    progress: { bytesDone: 0, bytesTotal: 0, rowsRead: 0, rejected: 0, parts: [] },
    rejects: [],
    notices: [],
    previousRunId: null,
    difference: null,
  };
}

/** Milliseconds from queued to finished; null until then. */
function durationOf({ queuedAt, finishedAt }: Run): number | null {
  return finishedAt && Math.max(0, finishedAt.getTime() - queuedAt.getTime());
}

function sentenceOf({ runId, state, withRejects, counts }: RunSummary): string {
  if (!withRejects) {
    return `Run ${runId}: ${state}`;
  }
  return `Run ${runId}: succeeded, ${counts.rejected} rows were rejected`;
}

function phaseOf(parts: readonly PartState[]): RunDetail['phase'] {
  if (parts.length === 0) {
    return 'plan';
  }
  return parts.every(({ isLoaded }) => isLoaded) ? 'publish' : 'load';
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

/** How many rows the table of the result had after a run that succeeded. */
export function rowsAfter({ counts }: Run): number {
  return (counts.inserted ?? 0) + (counts.updated ?? 0) + (counts.unchanged ?? 0);
}
