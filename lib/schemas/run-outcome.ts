import * as z from 'zod/mini';
import { RUN_CODES } from '../error-codes.ts';
import { component, described, moment, oneOfKnown, whole } from './shapes.ts';

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
    'Its result, in one or two sentences; null while it is queued or running',
  );

/** Where an error of a run comes from: a step, or the DAG itself. */
const ERROR_STEPS = [...PHASES, 'dag'] as const;

/** Codes of runs: those of the catalogue, and those of services that a step needs. */
const KNOWN_RUN_CODES = ['DATABASE_UNAVAILABLE', 'AIRFLOW_UNAVAILABLE', ...Object.keys(RUN_CODES)] as const;

/** Why a run failed. */
export const runError = component(
  'RunError',
  z.object({
    step: described(oneOfKnown(ERROR_STEPS), 'The step that failed; `dag` where no step did'),
    code: described(
      component(
        'RunCode',
        oneOfKnown(KNOWN_RUN_CODES),
        'A code of a run. Runs of older releases may have others',
      ),
      'For programs: which error it is',
    ),
    message: described(z.string(), 'Why the run failed, a text for people'),
    summary: described(
      z.nullable(z.string()),
      'The same in one short clause, as `result` has it; null for runs of older releases',
    ),
    gates: described(
      z.array(z.string()),
      'The gates that stayed shut: `reject_ratio`, `no_<entity>`, `bigint_total`, `deletions`; empty when it failed otherwise',
      ['deletions'],
    ),
  }),
  'Why a run failed',
);

const advice = component(
  'Advice',
  z.object({
    action: described(z.enum(ADVICE_ACTIONS), 'For programs: which button or command to offer'),
    text: described(z.string(), 'One sentence for people'),
  }),
  'What a person can do now',
);
export type Advice = z.output<typeof advice>;

const source = component(
  'Source',
  z.object({
    input: described(z.string(), 'The name of its input'),
    source: described(z.string(), 'The name of the file in the folder'),
    bytes: described(whole(), 'Its size in bytes, as it is stored'),
    modifiedAt: described(z.nullable(moment()), 'When it was last changed; null for runs of older releases'),
  }),
  'A file that a run reads',
);
export type RunSource = z.output<typeof source>;

const step = component(
  'Step',
  z.object({
    step: described(z.enum(PHASES), 'Which step'),
    state: described(z.enum(STEP_STATES), '`skipped`: the run ended before it began'),
    startedAt: described(z.nullable(moment()), 'null until it has begun, or when it was not recorded'),
    finishedAt: described(z.nullable(moment()), 'null until it has ended, or when it was not recorded'),
  }),
  'A step of a run',
);
export type StepView = z.output<typeof step>;

/** What is told of one run beside what lists have: what to do now, where its data and its logs are, how its steps went. */
export const outcomeMembers = () => ({
  advice: described(z.array(advice), 'What to do now, the most useful first; derived, not stored'),
  location: described(z.nullable(z.string()), 'The folder that it read; null until it is recorded'),
  nextLocation: described(
    z.string(),
    'The folder that the next run reads: another one than `location` once ETL_DATA_DIR has changed',
    'data',
  ),
  sources: described(z.array(source), 'The files that it reads, in the order in which they are read'),
  steps: described(z.array(step), 'Always three, in their order'),
  requestId: described(
    z.nullable(z.string()),
    'The id of the request that started it: also in the header `x-request-id` of its answer, and in its log lines. null when it was started in Airflow',
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
    'Rows read per second of the whole duration; null until both are known',
  ),
});

/** The answer to a cancellation. */
export const runCancelled = component(
  'RunCancelled',
  z.object({
    message: described(z.literal('Run cancelled'), 'Always this text'),
    runId: described(z.string(), 'Its record says `failed`, with the code CANCELLED', 'etl-29922858'),
  }),
  'The run is cancelled',
);

/** How many rows a whole list has. */
export const total = (what: string) =>
  described(z.nullable(whole()), `${what}, with these filters; null where counting would take too long`);
