import { bigintValue } from './sql-types/bigint.ts';
import { dateValue } from './sql-types/date.ts';
import { doubleValue } from './sql-types/double-precision.ts';
import { integerValue } from './sql-types/integer.ts';
import { jsonbValue } from './sql-types/jsonb.ts';
import { numericValue } from './sql-types/numeric.ts';
import type { SqlValue } from './sql-types/sql-value.ts';
import { textValue } from './sql-types/text.ts';
import { timestampValue } from './sql-types/timestamp.ts';

/** What a column can be to SQL, in the stage and in the table of the result, and what follows from that. */
export const SQL_TYPES = {
  bigint: bigintValue,
  integer: integerValue,
  'double precision': doubleValue,
  numeric: numericValue,
  text: textValue,
  date: dateValue,
  'timestamp with time zone': timestampValue,
  jsonb: jsonbValue,
} as const satisfies Readonly<Record<string, SqlValue>>;
export type SqlType = keyof typeof SQL_TYPES;
