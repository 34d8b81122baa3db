import * as z from 'zod/mini';
import type { Model } from '../model/model.ts';
import { isStorable } from '../storable.ts';
import { SEVERITIES } from '../store/rejects/rejects.ts';
import { type COUNT_NAMES, RUN_STATES } from '../store/runs/runs.ts';
import { inputOfFile } from './deprecated-file.ts';
import { oncePer } from './once-per.ts';
import { outcomeMembers, PHASES, result, runError, total } from './run-outcome.ts';
import { component, day, deprecated, described, digits, message, moment, next, whole } from './shapes.ts';

/** The states of a run as the API tells them: one that Airflow has queued is not recorded yet. */
export const RUN_VIEW_STATES = ['queued', ...RUN_STATES] as const;

/** The states of a part as the API tells them: `stopped` is one whose run ended before it was loaded. */
export const PART_VIEW_STATES = ['pending', 'loading', 'loaded', 'stopped'] as const;

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

/** As much of the model as the shapes of answers follow from. */
type Inputs = Pick<Model, 'inputs'>;

const ofInput = (model: Inputs) => ({
  input: described(
    z.string(),
    `The input: ${model.inputs.map(({ name }) => name).join(', ')}. A run of an older model may have others`,
  ),
  file: deprecated(z.string(), 'The file of the input, without .csv: use `input` instead'),
});

/** How far a run or a part of it is. */
const progressMembers = () => ({
  bytesDone: described(whole(), 'Bytes read so far'),
  bytesTotal: described(whole(), 'Bytes to read'),
  rowsRead: described(whole(), 'Rows read so far'),
  rejected: described(whole(), 'Rows rejected so far'),
});

const part = oncePer((model: Inputs) =>
  component(
    'Part',
    z.object({
      part: described(whole(), 'Its number, from 0'),
      ...ofInput(model),
      state: described(z.enum(PART_VIEW_STATES), 'Its state. `stopped`: its run ended before it was loaded'),
      ...progressMembers(),
      warnings: described(whole(), 'Warnings so far'),
      startedAt: described(z.nullable(moment()), 'When its load began'),
      finishedAt: described(z.nullable(moment()), 'When it was loaded'),
    }),
    'What one call of `load` reads',
  ),
);
export type PartView = z.output<ReturnType<typeof part>>;

/** An id that is unknown, how often it is named, and the rejected row that it follows from. */
const unknownValue = component(
  'UnknownValue',
  z.object({
    value: described(z.string(), 'The id, with invisible characters made visible', '1802'),
    count: described(whole(), 'How many rows name it', 94),
    because: described(
      z.nullable(
        component(
          'Cause',
          z.object({
            input: described(z.string(), 'The input of the rejected row'),
            source: described(z.string(), 'The name of its file'),
            line: described(whole(), 'The line on which it begins, from 1', 1802),
            reason: described(z.string(), 'Why it was rejected', 'bad_date'),
          }),
          'A rejected row because of which other rows are rejected',
        ),
      ),
      'The rejected row with this id; null where none is known',
    ),
  }),
  'An id that is unknown',
);

/** Why a row was rejected. It may be of a model that had other inputs: the document says which reasons are known. */
const reason = component(
  'RejectReason',
  z.string(),
  'Why the row was rejected or got a warning. Runs of an older model may have other reasons',
);

/** What rows that are rejected for one thing have in common. */
const defect = () => ({
  column: described(z.nullable(z.string()), 'The column; null where the whole row is concerned'),
  reason,
  severity: described(
    z.enum(SEVERITIES),
    'A row with a `reject` does not count; a row with a `warning` does',
  ),
});

const progress = oncePer((model: Inputs) =>
  component(
    'Progress',
    z.object({
      ...progressMembers(),
      parts: described(z.array(part(model)), 'The parts, in the order of their numbers'),
    }),
    'The progress of the load',
  ),
);

/** How many defects of one kind there are, listed or not. */
const rejectKind = oncePer((model: Inputs) =>
  component(
    'RejectKind',
    z.object({
      ...ofInput(model),
      ...defect(),
      count: described(whole(), 'How many there are, listed or not'),
      everyRow: described(
        z.boolean(),
        'Whether nearly all rows of the input have it: then the cause is the file as a whole',
      ),
      meaning: described(
        z.nullable(z.string()),
        'What was seen and what is wanted. null for runs of older releases',
      ),
      hint: described(
        z.nullable(z.string()),
        'The likely causes and what to do, a line for each, at most three. null where none is likely',
      ),
      values: described(
        z.array(unknownValue),
        'Which ids are unknown, the most frequent first, 20 at most, chosen first among those without a rejected row; empty for all other reasons',
      ),
      otherValues: described(whole(), 'How many other ids are unknown'),
    }),
    'All rejects or warnings of one kind',
  ),
);
export type RejectKind = z.output<ReturnType<typeof rejectKind>>;

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

/**
 * The input in a cursor, which an earlier run may have had and the model has no more; in one that an earlier release gave out
 * it is called by its file.
 */
const inputOfCursor = ({ inputs }: Inputs) =>
  z.pipe(
    z.string().check(z.refine(isStorable)),
    z.transform((name) =>
      inputs.some((input) => input.name === name) ? name : (inputOfFile(inputs, name) ?? name),
    ),
  );

const sourceOfCursor = () => z.string().check(z.refine(isStorable));

/**
 * Where a page of rejected rows begins, as its cursor has it: the input, the source, the line and the id of a row. In one that an
 * earlier release gave out there is no source, nor is there one of the rows that it listed.
 */
export const rejectPosition = (model: Inputs) =>
  z.pipe(
    z.union([
      z.tuple([inputOfCursor(model), sourceOfCursor(), digits(), digits()]),
      z.tuple([inputOfCursor(model), digits(), digits()]),
    ]),
    z.transform((position) => {
      const [input, source, line, id] =
        position.length === 4 ? position : [position[0], '', position[1], position[2]];
      return { input, source, line, id };
    }),
  );

const reject = oncePer((model: Inputs) =>
  component(
    'Reject',
    z.object({
      ...ofInput(model),
      source: described(
        z.nullable(z.string()),
        'The name of its file in the folder. null for runs of older releases',
      ),
      line: described(whole(), 'The line on which it begins, from 1'),
      lastLine: described(
        z.nullable(whole()),
        'The line on which it ends: a later one where a line end is inside quotes. null for runs of older releases',
      ),
      ...defect(),
      seen: described(
        z.nullable(z.string()),
        'What was seen: the value, the number of columns, or the unknown id. Invisible characters are made visible. null where `reason` says everything',
        '5<U+00A0>',
      ),
      raw: described(z.string(), 'The record as it is in the file, cut if very long'),
    }),
    'A row that was rejected, or counted with a warning',
  ),
);

/** A rejected row as the API tells it. */
export type RejectView = z.output<ReturnType<typeof reject>>;

/** A page of rejected rows. */
export const rejectPage = oncePer((model: Inputs) =>
  component(
    'RejectPage',
    z.object({
      message: message(),
      rejects: described(z.array(reject(model)), 'The rejected rows of this page, and those with a warning'),
      next: next(),
      total: total('All rows that are listed: the first 10,000 of each kind'),
    }),
    'A page of rejected rows',
  ),
);
