import * as z from 'zod/mini';
import { type COUNT_NAMES, RUN_STATES } from '../store/runs/runs.ts';
import type { Inputs } from './of-input.ts';
import { oncePer } from './once-per.ts';
import { rejectKind } from './reject.ts';
import { outcomeMembers, PHASES, result, runError, total } from './run-outcome.ts';
import { progress } from './run-progress.ts';
import { component, day, described, message, moment, next, whole } from './shapes.ts';

/** The states of a run as the API tells them: one that Airflow has queued is not recorded yet. */
export const RUN_VIEW_STATES = ['queued', ...RUN_STATES] as const;

const count = z.nullable(whole());
const counts = component(
  'Counts',
  z.object({
    read: described(count, 'Rows of the files that were read'),
    loaded: described(count, 'Rows that count: `read` minus `rejected`'),
    rejected: described(count, 'Rows that do not count'),
    warnings: described(count, 'Warnings: their rows count'),
    inserted: described(count, 'New rows of the table'),
    updated: described(count, 'Rows of the table that changed'),
    deleted: described(count, 'Rows that are no longer in the table'),
    unchanged: described(count, 'Rows of the table that stayed as they were'),
  } satisfies Record<(typeof COUNT_NAMES)[number], typeof count>),
  'Rows of the files, and rows of the table. null until known',
);

const runMembers = {
  runId: described(z.string(), "`etl-<n>`, or Airflow's own id when it was started there", 'etl-29922858'),
  state: described(z.enum(RUN_VIEW_STATES), 'Its state'),
  withRejects: described(
    z.nullable(z.boolean()),
    'Whether a successful run rejected rows; null for all others',
  ),
  asOf: described(z.nullable(day()), 'The date for which the rows were derived'),
  acceptDeletes: described(z.boolean(), 'Whether it may delete more rows than `ETL_MAX_DELETE_RATIO` allows'),
  queuedAt: described(z.nullable(moment()), 'When Airflow queued it'),
  startedAt: described(z.nullable(moment()), 'When its first step began'),
  finishedAt: described(z.nullable(moment()), 'When it ended'),
  durationMs: described(count, 'Milliseconds from `queuedAt` to `finishedAt`'),
  counts,
  result: result(),
  error: described(z.nullable(runError), 'Why it failed; null unless it did'),
};

/** A run in a list. */
export const runSummary = component('Run', z.object(runMembers), 'One execution of the DAG');
export type RunSummary = z.output<typeof runSummary>;

const difference = component(
  'Difference',
  z.object({
    read: described(z.int(), 'More rows read'),
    loaded: described(z.int(), 'More rows that count'),
    rejected: described(z.int(), 'More rows rejected'),
    warnings: described(z.int(), 'More warnings'),
    users: described(z.int(), 'More rows in the table'),
    durationMs: described(z.int(), 'More milliseconds'),
  }),
  'This run minus the previous one: negative where there are fewer',
);
export type Difference = z.output<typeof difference>;

/** A run with all that is known of it. */
export const runDetail = oncePer((model: Inputs) =>
  component(
    'RunDetail',
    z.object({
      message: message(),
      ...runMembers,
      phase: described(z.nullable(z.enum(PHASES)), 'The current step; null unless the run is running'),
      usualDurationMs: described(
        count,
        'How long such runs usually take, in milliseconds: the median of the last ten successful runs before it that read half to twice as many bytes; null without any',
      ),
      ...outcomeMembers(),
      progress: progress(model),
      rejects: described(
        z.array(rejectKind(model)),
        'Kinds of rejects and warnings: rejects first, then input by input (those that others name before events), then by count',
      ),
      notices: described(
        z.array(z.string()),
        'What to know about the files, a sentence each: columns that are missing, files that are not read',
      ),
      previousRunId: described(z.nullable(z.string()), 'The last successful run before it'),
      difference: described(z.nullable(difference), 'This run minus the previous one'),
    }),
    'A run: its progress, its result, the difference to the run before it',
  ),
);
export type RunDetail = z.output<ReturnType<typeof runDetail>>;

/** A page of runs. */
export const runPage = component(
  'RunPage',
  z.object({
    message: message(),
    runs: described(z.array(runSummary), 'The runs of this page, the newest first'),
    next: next(),
    total: total('All runs on record'),
    location: described(z.string(), 'The folder that the next run reads', 'data'),
  }),
  'A page of runs',
);
