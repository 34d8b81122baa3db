import { parseTimestamp } from '../../csv/values/timestamps.ts';
import type { SqlValue } from './sql-value.ts';

/** Points in time, as YYYY-MM-DDThh:mm:ssZ with a fraction of up to six digits, whatever the time zone of the session. */
export const timestampValue: SqlValue = {
  shownAs: 'timestamp',
  // As JSON they are ISO 8601 whatever the session's style of dates is.
  selected: (column) => `to_jsonb(${column} AT TIME ZONE 'UTC') #>> '{}' || 'Z'`,
  isInCursor: (text) => parseTimestamp(text) === text,
  bins: null,
  isText: false,
  csv: String,
};
