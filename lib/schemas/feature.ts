import * as z from 'zod/mini';
import { component, day, described, int64, message, next, whole } from './shapes.ts';

/** What the values of a column are. `integer` is a text of digits, or a number where 32 bits are enough. */
export const COLUMN_TYPES = ['integer', 'number', 'text', 'date'] as const;

const column = z.object({
  name: z.string(),
  type: z.enum(COLUMN_TYPES),
  derived: described(z.boolean(), 'Whether lib/features.ts declares it'),
});
export type ColumnView = z.output<typeof column>;

/** A row of users_derivation: the user's own columns, and one for each feature. */
const featureRow = component(
  'FeatureRow',
  z.catchall(
    z.object({
      user_id: described(int64(), 'Up to 2^63 - 1, and therefore a text', '1'),
      name: z.nullable(z.string()),
      email: z.nullable(z.string()),
      signup_date: day(),
      as_of: day(),
    }),
    z.nullable(z.union([int64(), z.number()])),
  ),
  'A row of users_derivation; 64-bit integers are texts',
);
export type FeatureRow = z.output<typeof featureRow>;

const runId = () => described(z.nullable(z.string()), 'The run that published the rows');
const columns = () => z.array(column);

/** A page of derived rows. */
export const featurePage = z.object({
  message: message(),
  runId: runId(),
  columns: columns(),
  features: z.array(featureRow),
  next: next(),
});

/** The derived row of one user. */
export const userFeatures = z.object({
  message: message(),
  runId: runId(),
  columns: columns(),
  feature: featureRow,
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
