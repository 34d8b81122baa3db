import { isPlainTimestamp, isSince1900 } from '../../csv/values/plain-values.ts';
import { parseTimestamp } from '../../csv/values/timestamps.ts';
import { type ColumnDeclaration, type ColumnOptions, declareColumn } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';
import { EARLY_DATE, isEarly } from './date.ts';

const BAD_TIMESTAMP = new ValueDefect(
  'bad_timestamp',
  'reject',
  (column) =>
    `${column} is empty or not a real timestamp (ISO 8601, years 0001 to 9999, such as 2024-02-29T23:59:59Z or 2024-02-29 23:59:59 +00:00)`,
);

/** A point in time, as YYYY-MM-DDThh:mm:ssZ, with a fraction of up to six digits. */
export const timestampType: ColumnType<string> = {
  sqlType: 'timestamp with time zone',
  inKernel: 'nothing',
  isDated: true,
  takesEmpty: false,
  defects: [BAD_TIMESTAMP],
  parse(text) {
    const timestamp = parseTimestamp(text);
    return timestamp === 'bad_timestamp' ? BAD_TIMESTAMP : timestamp;
  },
  isPlain: (bytes, from, to) => isPlainTimestamp(bytes, from, to) && isSince1900(bytes, from),
  doubts: [EARLY_DATE],
  doubtOf(text) {
    const timestamp = parseTimestamp(text);
    return timestamp !== 'bad_timestamp' && isEarly(timestamp) ? EARLY_DATE : undefined;
  },
};

/**
 * A column of points in time, as ISO 8601 has them: what is written without an offset is in UTC. They are kept to the microsecond;
 * `daysSince` counts from their dates in UTC.
 */
export const timestamp = (options?: ColumnOptions): ColumnDeclaration<'timestamp', never> =>
  declareColumn('timestamp', options);
