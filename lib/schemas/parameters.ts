import * as z from 'zod/mini';
import type { Model } from '../model/model.ts';
import { isStorable, UNSTORABLE } from '../storable.ts';
import { derivationTable, sortableColumns } from '../store/derivation/table-columns.ts';
import { searchedTexts } from '../store/derivation/text-search.ts';
import { SEVERITIES } from '../store/rejects/rejects.ts';
import { RUN_STATES } from '../store/runs/runs.ts';
import { fileStems, isOneInput } from './deprecated-file.ts';
import { deprecated, described, documented } from './shapes.ts';

/** The formats of lists. */
export const FORMATS = ['json', 'csv'] as const;

// zod/mini carries no texts of its own, so each check brings one. They complete "Invalid parameter <name>: …".
const limit = (usual: number, most: number) => {
  const range = `must be a whole number from 1 to ${most}`;
  const number = z.coerce.number(range).check(z.int(range), z.gte(1, range), z.lte(most, range));
  return described(z._default(number, usual), 'The most rows that a page has');
};
const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  described(z.optional(z.enum(values, `must be one of ${values.join(', ')}`)), description);
const cursor = () => described(z.optional(z.string()), 'From `next`; valid only for the same query');
const text = (most: number) =>
  z
    .string()
    .check(z.maxLength(most, `must have at most ${most} characters`), z.refine(isStorable, UNSTORABLE));
/** What the documentation says is one of these, and is checked elsewhere. */
const documentedAs = <S extends z.ZodMiniType>(
  values: readonly string[],
  schema: S,
  description: string,
): S => documented(schema, { description, enum: values });
const format = () => oneOf(FORMATS, 'Or the header Accept: text/csv');

const bom = () =>
  oneOf(['0', '1'], 'Only with CSV: 1 puts a byte order mark first, so that Excel reads it as UTF-8');

/** The path of a run. */
export const runPath = z.object({
  runId: described(
    text(250).check(
      z.minLength(1, 'must not be empty'),
      // As a step of a path they lead elsewhere, however they are encoded.
      z.refine((id) => id !== '.' && id !== '..', 'must not be . or ..'),
    ),
    "A run's id, percent-encoded where it needs to be",
    'etl-29922858',
  ),
});

/** The query of /runs. */
export const runsQuery = z.strictObject({
  state: oneOf(RUN_STATES, 'Only runs in that state'),
  code: described(z.optional(text(100)), 'Only runs that failed with that code', 'CANCELLED'),
  limit: limit(20, 100),
  cursor: cursor(),
});

/** The query of /runs/{runId}/rejects. */
export const rejectsQuery = ({ inputs }: Pick<Model, 'inputs'>) =>
  z
    .strictObject({
      // That there is such an input is checked beside the run: an earlier one may have others than are declared now.
      input: documentedAs(
        inputs.map(({ name }) => name),
        z.optional(text(63)),
        'Only rows of that input',
      ),
      file: deprecated(
        oneOf(fileStems(inputs), ''),
        'Only rows of the input that is read from that file: use `input` instead',
      ),
      reason: described(z.optional(text(100)), 'Only rows with that reason', 'not_an_integer'),
      column: described(z.optional(text(100)), 'Only rows with a defect in that column'),
      severity: oneOf(SEVERITIES, 'Only rejects, or only warnings'),
      limit: limit(50, 1000),
      cursor: cursor(),
      format: format(),
      bom: bom(),
    })
    .check(
      z.refine((query) => isOneInput(inputs, query), {
        path: ['file'],
        error: 'is not the same input as input: leave out file, which is deprecated',
      }),
    );

const RANGE_END = 'With `column`: a value of that column, inclusive. Rows without a value are in no range';

/**
 * The query of /features. That there is such a column to sort by is checked against the features that the handler gets; the
 * documentation says which there are.
 */
export const featuresQuery = (model: Model) => {
  const table = derivationTable(model);
  const { key, columns } = table;
  const sorted = sortableColumns(table).map(({ name }) => name);
  const texts = searchedTexts(columns).map(({ name }) => name);
  const searched = [...texts.map((name) => `part of ${name}`), ...(texts.includes(key) ? [] : [key])];
  return z.strictObject({
    column: documentedAs(
      sorted,
      z.optional(text(63)),
      'Only rows whose value of this column is from `from` to `to`; either of the two may be left out',
    ),
    from: described(z.optional(text(1000)), RANGE_END, '10'),
    to: described(z.optional(text(1000)), RANGE_END, '19'),
    search: described(z.optional(text(200)), `Only rows in which this is ${searched.join(', or ')}`),
    sort: documentedAs(
      sorted.flatMap((name) => [name, `-${name}`]),
      z._default(
        z
          .string()
          .check(z.regex(/^-?[a-z_][a-z0-9_]{0,62}$/, 'must be a column, with - in front for descending')),
        key,
      ),
      'A column of any type but lists, with `-` in front for descending',
    ),
    limit: limit(50, 10_000),
    cursor: cursor(),
    format: format(),
    bom: bom(),
  });
};

/** The path of a file of the pages. */
export const filePath = z.object({ file: described(z.string(), 'The name of a file', 'dashboard.js') });
