import type { Problem, ProblemRow } from '../../../terminal/problems/problem.ts';

/** Runs as the API tells them: as much of `GET /runs` and `GET /runs/{runId}` as the command line shows. */
export interface RunSummary {
  readonly runId: string;
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed';
  readonly asOf: string | null;
  readonly queuedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** From the DAG run's queued_at to the commit of publish. */
  readonly durationMs: number | null;
  readonly counts: Readonly<Record<string, number | null>>;
  readonly error: { readonly step: string; readonly code: string; readonly message: string } | null;
  /** What came of it, in a sentence; null while it is queued or running. */
  readonly result?: string | null;
}

/** What to do now: a kind of action, for programs, and a sentence. */
export interface Advice {
  readonly action: string;
  readonly text: string;
}

/** What differs from the succeeded run before it: this one minus that one. */
export type Difference = Readonly<Record<'read' | 'rejected' | 'warnings' | 'users' | 'durationMs', number>>;

/** How many rows have the same defect in the same column. */
export type RejectKind = Omit<Problem, 'first'> & {
  /** The name of its file, without .csv. */
  readonly file: string;
};

export type RunDetail = RunSummary & {
  readonly phase: string | null;
  readonly usualDurationMs: number | null;
  /** The folder that it read; null when that is not recorded. */
  readonly location?: string | null;
  readonly progress: Readonly<Record<'bytesDone' | 'bytesTotal' | 'rowsRead' | 'rejected', number>>;
  readonly rejects: readonly RejectKind[];
  /** What is to be known of its files, a sentence each. */
  readonly notices: readonly string[];
  readonly previousRunId: string | null;
  readonly difference: Difference | null;
  /** What to do now, the most useful first. */
  readonly advice?: readonly Advice[];
};

/** A row that was rejected, or counted with a warning. */
export type RejectedRow = ProblemRow & { readonly column: string | null };

/** A rejected row as the list of all of them tells it. */
export type ListedReject = RejectedRow & {
  readonly input: string;
  readonly file: string;
  readonly reason: string;
  readonly severity: string;
};

/** Rows of the table of the result. */
export interface FeaturePage {
  readonly columns: readonly { readonly name: string }[];
  readonly features: readonly Readonly<Record<string, unknown>>[];
}
