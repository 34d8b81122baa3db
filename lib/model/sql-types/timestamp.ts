import { parseTimestamp } from '../../csv/values/timestamps.ts';
import type { SqlValue } from './sql-value.ts';

/** Points in time, as YYYY-MM-DDThh:mm:ssZ with a fraction of up to six digits, whatever the time zone of the session. */
export const timestampValue: SqlValue = {
  shownAs: 'timestamp',
  // As JSON they are ISO 8601 whatever the session's style of dates is.
  selected: (column) => `to_jsonb(${column} AT TIME ZONE 'UTC') #>> '{}' || 'Z'`,
  isInCursor: (text) => parseTimestamp(text) === text,
  given: {
    valueOf(text) {
      const moment = parseTimestamp(text);
      return moment === 'bad_timestamp' ? undefined : moment;
    },
    wanted: 'a date, or an ISO 8601 timestamp such as 2024-06-12T17:15:07Z',
  },
  bins: null,
  isText: false,
  csv: String,
};
