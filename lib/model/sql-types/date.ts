import { parseDate } from '../../csv/values/dates.ts';
import type { SqlValue } from './sql-value.ts';

/** Calendar dates, as YYYY-MM-DD. */
export const dateValue: SqlValue = {
  shownAs: 'date',
  selected: (column) => column,
  isInCursor: (text) => parseDate(text) === text,
  given: { valueOf: (text) => (parseDate(text) === text ? text : undefined), wanted: 'a date (YYYY-MM-DD)' },
  bins: null,
  isText: false,
  csv: String,
};
