import * as z from 'zod/mini';
import { isStorable } from '../storable.ts';
import { SEVERITIES } from '../store/rejects/rejects.ts';
import { inputOfFile } from './deprecated-file.ts';
import { type Inputs, ofInput } from './of-input.ts';
import { oncePer } from './once-per.ts';
import { total } from './run-outcome.ts';
import { component, described, digits, message, next, whole } from './shapes.ts';

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

/** How many defects of one kind there are, listed or not. */
export const rejectKind = oncePer((model: Inputs) =>
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
      total: total('All rows that are listed: the first 10,000 of each kind in each part'),
    }),
    'A page of rejected rows',
  ),
);
