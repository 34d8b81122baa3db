import * as z from 'zod/mini';
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

const column = z.object({
  name: z.string(),
  type: described(
    z.enum(SHOWN_AS),
    'What its values are: an `integer` is a text of digits, or a number where 32 bits are enough; a `decimal` is a text such as `12.50`, exact; a `list` is an array of ids, each a text of digits or a text id',
  ),
  derived: described(z.boolean(), 'Whether it is a feature'),
});
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
    ? described(schemaOf(column), 'Up to 2^63 - 1, and therefore a text', '1')
    : described(textId(), 'As it is in the files, without padding', TEXT_KEY);
}

/** A row of the table of the result: the columns of the entity, one for each feature, and the day. */
const featureRow = oncePer((model: Model) => {
  const { key, columns } = derivationTable(model);
  return component(
    'FeatureRow',
    z.object(
      Object.fromEntries(
        columns.map((column) => [column.name, column.name === key ? keySchemaOf(column) : schemaOf(column)]),
      ),
    ),
    `A row of ${model.table}; 64-bit integers are texts`,
  );
});
export type FeatureRow = z.output<ReturnType<typeof featureRow>>;

const runId = () => described(z.nullable(z.string()), 'The run that published the rows');
const columns = () => z.array(column);

/** A page of derived rows. */
export const featurePage = (model: Model) =>
  z.object({
    message: message(),
    runId: runId(),
    columns: columns(),
    features: z.array(featureRow(model)),
    total: described(
      z.nullable(whole()),
      'Rows of the whole list; null where it would take too long to count them: with a search, and with a range in a table of more than a million rows',
    ),
    next: next(),
  });

/** The derived row of one row of the entity. */
export const oneFeatureRow = (model: Model) =>
  z.object({
    message: message(),
    runId: runId(),
    columns: columns(),
    feature: featureRow(model),
  });

const histogram = z.object({
  name: z.string(),
  min: described(z.number(), 'Rounded beyond 2^53'),
  max: described(z.number(), 'Rounded beyond 2^53'),
  minText: described(z.string(), 'The least value, exact', '0'),
  maxText: described(z.string(), 'The greatest value, exact', '48'),
  mean: z.number(),
  bins: z.array(
    z.object({
      first: described(
        z.string(),
        'Where the bin begins, inclusive and exact: `from` of GET /features, whose list then has `count` rows',
        '10',
      ),
      last: described(z.string(), 'Where it ends, inclusive and exact: `to` of GET /features', '19'),
      from: described(z.number(), 'The same as `first` to draw it, rounded beyond 2^53'),
      to: described(z.number(), 'Where the next bin begins; of the last one, where the axis ends'),
      count: whole(),
    }),
  ),
});
export type Histogram = z.output<typeof histogram>;

const frequencies = z.object({
  name: z.string(),
  type: z.enum(SHOWN_AS),
  values: described(
    z.array(z.object({ value: z.union([z.string(), z.array(z.string())]), count: whole() })),
    'The most frequent first; a value is what it is in a row',
  ),
  others: described(whole(), 'How many rows have a value that is none of these'),
});
export type Frequencies = z.output<typeof frequencies>;

/** How the values of each feature are distributed. */
export const statsBody = component(
  'Stats',
  z.object({
    message: message(),
    runId: runId(),
    users: described(whole(), 'Rows of the table'),
    columns: described(
      z.array(histogram),
      'Features that are numbers: histograms of at most 20 bins, which do not overlap',
    ),
    frequencies: described(
      z.array(frequencies),
      'Features that are texts, dates or lists: their ten most frequent values',
    ),
  }),
  'How the values of the features are distributed, without those that no row has a value of',
);
