import * as z from 'zod/mini';
import type { Model } from '../model/model.ts';
import { isStorable } from '../storable.ts';
import { SEVERITIES } from '../store/rejects/rejects.ts';
import { COUNT_NAMES, RUN_STATES } from '../store/runs/runs.ts';
import { inputOfFile } from './deprecated-file.ts';
import { oncePer } from './once-per.ts';
import { outcomeMembers, PHASES, result, runError, total } from './run-outcome.ts';
import { component, day, deprecated, described, digits, message, moment, next, whole } from './shapes.ts';

/** The states of a run as the API tells them: one that Airflow has queued is not recorded yet. */
export const RUN_VIEW_STATES = ['queued', ...RUN_STATES] as const;

/** The states of a part as the API tells them: `stopped` is one whose run ended before it was loaded. */
export const PART_VIEW_STATES = ['pending', 'loading', 'loaded', 'stopped'] as const;

const count = z.nullable(whole());
const counts = Object.fromEntries(COUNT_NAMES.map((name) => [name, count])) as Record<
  (typeof COUNT_NAMES)[number],
  typeof count
>;

const runMembers = {
  runId: described(z.string(), "`etl-<n>`, or Airflow's own id when it was started there", 'etl-29922858'),
  state: z.enum(RUN_VIEW_STATES),
  withRejects: described(
    z.nullable(z.boolean()),
    'Whether rows were rejected by a run that succeeded; null for all others',
  ),
  asOf: described(z.nullable(day()), 'The day that the rows are derived for'),
  acceptDeletes: z.boolean(),
  queuedAt: z.nullable(moment()),
  startedAt: z.nullable(moment()),
  finishedAt: z.nullable(moment()),
  durationMs: described(count, 'From queuedAt to finishedAt'),
  counts: described(
    z.object(counts),
    'Rows of the files, and rows of the table; null until known, which is never a false 0',
  ),
  result: result(),
  error: z.nullable(runError()),
};

/** A run in a list. */
export const runSummary = component('Run', z.object(runMembers), 'One execution of the DAG');
export type RunSummary = z.output<typeof runSummary>;

/** As much of the model as the shapes of answers follow from. */
type Inputs = Pick<Model, 'inputs'>;

const ofInput = (model: Inputs) => ({
  input: described(
    z.string(),
    `The input, by its name: ${model.inputs.map(({ name }) => name).join(', ')}; of an earlier run also one that is declared no more`,
  ),
  file: deprecated(z.string(), 'The input, by the name of its file without .csv: use `input`'),
});

const part = (model: Inputs) =>
  z.object({
    part: whole(),
    ...ofInput(model),
    state: z.enum(PART_VIEW_STATES),
    bytesDone: whole(),
    bytesTotal: whole(),
    rowsRead: whole(),
    rejected: whole(),
    warnings: whole(),
    startedAt: z.nullable(moment()),
    finishedAt: z.nullable(moment()),
  });
export type PartView = z.output<ReturnType<typeof part>>;

/** An id that is unknown, how often it is named, and the rejected row that it follows from. */
const unknownValue = () =>
  z.object({
    value: described(z.string(), 'The id, with invisible characters made visible', '1802'),
    count: described(whole(), 'How many rows name it', 94),
    because: described(
      z.nullable(
        z.object({
          input: z.string(),
          source: z.string(),
          line: described(whole(), "Physical line of the rejected row's start, from 1", 1802),
          reason: z.string(),
        }),
      ),
      'The rejected row of this id; null where no row of it is known',
    ),
  });

/** How many defects of one kind there are, listed or not. */
const rejectKind = (model: Inputs) =>
  z.object({
    ...ofInput(model),
    column: z.nullable(z.string()),
    reason: z.string(),
    severity: z.enum(SEVERITIES),
    count: whole(),
    everyRow: described(
      z.boolean(),
      'Whether nearly all rows of the input have it, so that it is a property of the file',
    ),
    meaning: described(
      z.nullable(z.string()),
      'What the reason means, with what was seen first; null of runs of before it was recorded',
    ),
    hint: described(
      z.nullable(z.string()),
      'The likely cause and what to do about it; null where none is likely',
    ),
    values: described(
      z.array(unknownValue()),
      'Which ids are unknown, the most frequent first, 10 at most; empty for all other reasons',
    ),
    otherValues: described(whole(), 'How many further different ids are unknown'),
  });
export type RejectKind = z.output<ReturnType<typeof rejectKind>>;

const difference = z.object({
  read: z.int(),
  loaded: z.int(),
  rejected: z.int(),
  warnings: z.int(),
  users: z.int(),
  durationMs: z.int(),
});
export type Difference = z.output<typeof difference>;

/** A run with all that is known of it. */
export const runDetail = oncePer((model: Inputs) =>
  component(
    'RunDetail',
    z.object({
      message: message(),
      ...runMembers,
      phase: described(z.nullable(z.enum(PHASES)), 'Which step is under way; null unless the run is running'),
      usualDurationMs: described(
        z.nullable(whole()),
        'Median of the last ten runs before it that succeeded and read half to twice as many bytes; null without any',
      ),
      ...outcomeMembers(),
      progress: z.object({
        bytesDone: whole(),
        bytesTotal: whole(),
        rowsRead: whole(),
        rejected: whole(),
        parts: z.array(part(model)),
      }),
      rejects: described(
        z.array(rejectKind(model)),
        'Kinds of rejects and warnings: rejects first, a kind that causes another before it, the most frequent first',
      ),
      notices: described(
        z.array(z.string()),
        'What stops no run and is to be known of its files: columns that are absent, files that are not read; a sentence each',
      ),
      previousRunId: described(z.nullable(z.string()), 'The run before it that succeeded'),
      difference: described(z.nullable(difference), 'This run minus the previous one'),
    }),
    'A run, how far it is, what it came to, and what differs from the run before it',
  ),
);
export type RunDetail = z.output<ReturnType<typeof runDetail>>;

/** A page of runs. */
export const runPage = z.object({
  message: message(),
  runs: z.array(runSummary),
  next: next(),
  total: total('All runs on record'),
});

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
        'The name of its file, in the folder that was read; null of runs of before it was recorded',
      ),
      line: described(whole(), "Physical line of the record's start, from 1"),
      lastLine: described(
        z.nullable(whole()),
        'Physical line of its end: greater where there are line ends inside quotes; null of runs of before it was recorded',
      ),
      column: z.nullable(z.string()),
      reason: z.string(),
      severity: described(z.enum(SEVERITIES), 'A reject does not count; a row with a warning does'),
      seen: described(
        z.nullable(z.string()),
        'What was seen: what stands in the column, the number of columns, or the id that is unknown, with invisible characters made visible; null where the reason says it all',
        '5<U+00A0>',
      ),
      raw: described(z.string(), 'The record as it stands in the file, cut to a sane length'),
    }),
    'A row that was rejected, or counted with a warning',
  ),
);

/** A page of rejected rows. */
export const rejectPage = (model: Inputs) =>
  z.object({
    message: message(),
    rejects: z.array(reject(model)),
    next: next(),
    total: total('All rows that are listed, which is the first 10,000 of each kind'),
  });
