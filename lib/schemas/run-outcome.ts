import * as z from 'zod/mini';
import { described, moment, whole } from './shapes.ts';

/** The steps of the DAG, in order. */
export const PHASES = ['plan', 'load', 'publish'] as const;

/** The states of a step as the API tells them: a step is `skipped` when the run ended before it began. */
export const STEP_STATES = ['pending', 'running', 'done', 'failed', 'skipped'] as const;

/** What a person can do about a run. */
export const ADVICE_ACTIONS = [
  'accept_deletes',
  'run_again',
  'see_rejects',
  'correct_files',
  'wait',
  'see_logs',
] as const;

/** What came of a run, in a sentence or two. */
export const result = () =>
  described(
    z.nullable(z.string()),
    'What came of it, in one or two sentences; null while it is queued or running',
    'Published: users_derivation has 10 users (10 inserted).',
  );

/** Why a run failed. */
export const runError = () =>
  z.object({
    step: z.string(),
    code: z.string(),
    message: z.string(),
    summary: described(
      z.nullable(z.string()),
      'The same in one short clause, as `result` has it; null of earlier runs for which none is known',
      '99,990 of 100,000 users would vanish',
    ),
    gates: described(
      z.array(z.string()),
      'The gates that stayed shut: `reject_ratio`, `no_<entity>`, `bigint_total`, `deletions`; empty when it failed otherwise',
      ['deletions'],
    ),
  });

const advice = () =>
  z.object({
    action: described(z.enum(ADVICE_ACTIONS), 'For programs: which button or command it is'),
    text: described(z.string(), 'One sentence for people'),
  });
export type Advice = z.output<ReturnType<typeof advice>>;

const source = () =>
  z.object({
    input: described(z.string(), 'The input that it is of, by its name', 'users'),
    source: described(z.string(), 'The name of the file, in the folder that was read', 'users.csv'),
    bytes: described(whole(), 'Its size as it is stored'),
    modifiedAt: described(
      z.nullable(moment()),
      'When it was last written to; null of runs of before it was recorded',
    ),
  });
export type RunSource = z.output<ReturnType<typeof source>>;

const step = () =>
  z.object({
    step: z.enum(PHASES),
    state: described(z.enum(STEP_STATES), '`skipped`: the run ended before it began'),
    startedAt: described(z.nullable(moment()), 'Null until it has begun, or when nobody recorded it'),
    finishedAt: described(z.nullable(moment()), 'Null until it has ended, or when nobody recorded it'),
  });
export type StepView = z.output<ReturnType<typeof step>>;

/** What is told of one run beside what lists have: what to do now, where its data and its logs are, how its steps went. */
export const outcomeMembers = () => ({
  advice: described(z.array(advice()), 'What to do now, the most useful first; derived, not stored'),
  location: described(z.nullable(z.string()), 'The folder that it read; null until it is recorded'),
  sources: described(z.array(source()), 'The files that it reads, in the order in which they are read'),
  steps: described(z.array(step()), 'Always three, in their order'),
  requestId: described(
    z.nullable(z.string()),
    'Of the request that started it: in `x-request-id` of its answer and in the log lines of the trigger. Null when it was started in Airflow',
  ),
  logs: described(
    z.string(),
    'Where its log lines are: a command, or a sentence',
    './run.sh logs etl-29922858',
  ),
  airflowUrl: described(
    z.nullable(z.string()),
    "Its page in Airflow's own interface; null where there is none (AIRFLOW_UI_URL)",
  ),
  rowsPerSecond: described(
    z.nullable(whole()),
    'Rows read, by the whole duration; null until both are known',
  ),
});

/** The answer to a cancellation. */
export const runCancelled = z.object({
  message: z.literal('Run cancelled'),
  runId: described(z.string(), 'Its record says `failed`, with the code CANCELLED', 'etl-29922858'),
});

/** How many rows a whole list has. */
export const total = (what: string) =>
  described(z.nullable(whole()), `${what}, with these filters; null where it would cost too much to count`);
