import * as z from 'zod/mini';
import type { SqlType } from '../model/column-types/column-type.ts';
import type { Model } from '../model/model.ts';
import { derivationTable, type TableColumn } from '../store/derivation/table-columns.ts';
import { oncePer } from './once-per.ts';
import { component, day, described, int64, message, next, whole } from './shapes.ts';

/** What the values of a column are. `integer` is a text of digits, or a number where 32 bits are enough. */
export const COLUMN_TYPES = ['integer', 'number', 'text', 'date'] as const;

const column = z.object({
  name: z.string(),
  type: z.enum(COLUMN_TYPES),
  derived: described(z.boolean(), 'Whether lib/features.ts declares it'),
});
export type ColumnView = z.output<typeof column>;

/** What a value looks like in JSON: 64 bits are more than a JSON number is read with. */
const VALUES: Readonly<Record<SqlType, () => z.ZodMiniType<string | number>>> = {
  bigint: int64,
  integer: whole,
  'double precision': z.number,
  text: z.string,
  date: day,
};

function schemaOf({ type, filled }: TableColumn): z.ZodMiniType<string | number | null> {
  return filled ? VALUES[type]() : z.nullable(VALUES[type]());
}

/** A row of users_derivation: the columns of the entity, one for each feature, and the day. */
const featureRow = oncePer((model: Model) => {
  const { key, columns } = derivationTable(model);
  return component(
    'FeatureRow',
    z.object(
      Object.fromEntries(
        columns.map((column) => [
          column.name,
          column.name === key
            ? described(schemaOf(column), 'Up to 2^63 - 1, and therefore a text', '1')
            : schemaOf(column),
        ]),
      ),
    ),
    'A row of users_derivation; 64-bit integers are texts',
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
    next: next(),
  });

/** The derived row of one user. */
export const userFeatures = (model: Model) =>
  z.object({
    message: message(),
    runId: runId(),
    columns: columns(),
    feature: featureRow(model),
  });

const histogram = z.object({
  name: z.string(),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  bins: z.array(
    z.object({
      from: z.number(),
      to: described(z.number(), 'Exclusive, but for the last bin'),
      count: whole(),
    }),
  ),
});
export type Histogram = z.output<typeof histogram>;

/** How the values of each feature are distributed. */
export const statsBody = component(
  'Stats',
  z.object({ message: message(), runId: runId(), users: whole(), columns: z.array(histogram) }),
  'Histograms of the features; values beyond 2^53 are rounded here',
);
