import * as z from 'zod/mini';
import { AS_OF } from '../model/declaration/input-problems.ts';
import type { Model } from '../model/model.ts';
import { type JsonValue, SHOWN_AS } from '../model/sql-types/sql-value.ts';
import type { SqlType } from '../model/sql-types.ts';
import { derivationTable, type TableColumn } from '../store/derivation/table-columns.ts';
import { oncePer } from './once-per.ts';
import {
  component,
  day,
  decimal,
  described,
  int32,
  int64,
  message,
  moment,
  next,
  TEXT_KEY,
  whole,
} from './shapes.ts';

const column = component(
  'Column',
  z.object({
    name: described(z.string(), 'Its name, in the table and in each row'),
    type: described(
      z.enum(SHOWN_AS),
      'How its values look in JSON. `integer`: a text of digits, or a number where 32 bits are enough. `decimal`: a text such as `12.50`, exact. `list`: an array of ids',
    ),
    derived: described(z.boolean(), 'true for a feature; false for a column of the files'),
  }),
  'A column of the table',
);
export type ColumnView = z.output<typeof column>;

/** A text id, which tells one row from another. */
const textId = () => z.string().check(z.minLength(1));

/** What a value looks like in JSON: 64 bits are more than a JSON number is read with. */
const VALUES: Readonly<Record<SqlType, () => z.ZodMiniType<JsonValue>>> = {
  bigint: int64,
  integer: int32,
  'double precision': z.number,
  numeric: decimal,
  text: z.string,
  date: day,
  'timestamp with time zone': moment,
  jsonb: () => z.array(int64()),
};

function schemaOf({ type, listOf, filled }: TableColumn): z.ZodMiniType<JsonValue | null> {
  const value = listOf === 'texts' ? z.array(textId()) : VALUES[type]();
  return filled ? value : z.nullable(value);
}

/** The key of a row, with an example. */
function keySchemaOf(column: TableColumn): z.ZodMiniType<JsonValue | null> {
  return column.type === 'bigint'
    ? described(schemaOf(column), 'Up to 2^63 - 1, so it is a text', '1')
    : described(textId(), 'As it is in the files, without padding', TEXT_KEY);
}

/** What a column of a row is. */
function textOf({ name, derived }: TableColumn, { entity }: Pick<Model, 'entity'>): string {
  if (name === AS_OF) {
    return 'The date for which the row was derived';
  }
  return derived ? `The feature \`${name}\`` : `\`${name}\` of the ${entity.one}, as it was read`;
}

/** A row of the table of the result: the columns of the entity, one for each feature, and the day. */
const featureRow = oncePer((model: Model) => {
  const { key, columns } = derivationTable(model);
  return component(
    'FeatureRow',
    z.object(
      Object.fromEntries(
        columns.map((column) => [
          column.name,
          column.name === key ? keySchemaOf(column) : described(schemaOf(column), textOf(column, model)),
        ]),
      ),
    ),
    `A row of ${model.table}; 64-bit integers are texts`,
  );
});
export type FeatureRow = z.output<ReturnType<typeof featureRow>>;

const runId = () => described(z.nullable(z.string()), 'The run that published the rows');
const columns = () => described(z.array(column), 'The columns of a row, in order');

/** A page of derived rows. */
export const featurePage = oncePer((model: Model) =>
  component(
    'FeaturePage',
    z.object({
      message: message(),
      runId: runId(),
      columns: columns(),
      features: described(z.array(featureRow(model)), 'The rows of this page'),
      total: described(
        z.nullable(whole()),
        'Rows of the whole list; null where counting would take too long: with a search, or with a range in a table of more than a million rows',
      ),
      next: next(),
    }),
    'A page of rows',
  ),
);

/** The derived row of one row of the entity. */
export const oneFeatureRow = oncePer((model: Model) =>
  component(
    'OneFeatureRow',
    z.object({
      message: message(),
      runId: runId(),
      columns: columns(),
      feature: featureRow(model),
    }),
    'One row',
  ),
);

const bin = component(
  'Bin',
  z.object({
    first: described(
      z.string(),
      'The smallest value that belongs to it, exact. As `from` of GET /features, with `last` as `to`, it lists these `count` rows',
      '10',
    ),
    last: described(z.string(), 'The largest value that belongs to it, exact: `to` of GET /features', '19'),
    from: described(z.number(), '`first` as a number, to draw it; rounded beyond 2^53'),
    to: described(z.number(), 'Where the next bin begins; for the last one, where the axis ends'),
    count: described(whole(), 'How many rows have a value in it'),
  }),
  'A bar of a histogram',
);

const histogram = component(
  'Histogram',
  z.object({
    name: described(z.string(), 'The feature'),
    min: described(z.number(), 'The smallest value, rounded beyond 2^53'),
    max: described(z.number(), 'The largest value, rounded beyond 2^53'),
    minText: described(z.string(), 'The smallest value, exact', '0'),
    maxText: described(z.string(), 'The largest value, exact', '48'),
    mean: described(z.number(), 'The mean of all values'),
    bins: described(z.array(bin), 'At most 20, ascending; they do not overlap'),
  }),
  'How the numbers of a feature are distributed',
);
export type Histogram = z.output<typeof histogram>;

const frequency = component(
  'Frequency',
  z.object({
    value: described(z.union([z.string(), z.array(z.string())]), 'The value, as it is in a row'),
    count: described(whole(), 'How many rows have it'),
  }),
  'A value and how often it occurs',
);

const frequencies = component(
  'Frequencies',
  z.object({
    name: described(z.string(), 'The feature'),
    type: described(z.enum(SHOWN_AS), 'How its values look'),
    values: described(z.array(frequency), 'The ten most frequent values, the most frequent first'),
    others: described(whole(), 'How many rows have another value'),
  }),
  'The most frequent values of a feature',
);
export type Frequencies = z.output<typeof frequencies>;

/** How the values of each feature are distributed. */
export const statsBody = component(
  'Stats',
  z.object({
    message: message(),
    runId: runId(),
    users: described(whole(), 'How many rows the table has'),
    columns: described(z.array(histogram), 'Histograms of the features that are numbers'),
    frequencies: described(z.array(frequencies), 'The most frequent values of the other features'),
  }),
  'How the values of the features are distributed. Features without any value are left out',
);
