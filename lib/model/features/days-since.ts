import type { Column } from '../columns.ts';
import { type Feature, NOTHING_NEEDED } from './feature.ts';
import { refuseUnfit } from './fitting-column.ts';

/**
 * Whole days from a date of the row, or from that of a timestamp in UTC, to the run's as-of date; 0 for a date after it, NULL for none.
 *
 * @throws TypeError for another column, which does not compile where the types of columns are known
 */
export function daysSince(column: Column<'entity', 'date' | 'timestamp'>): Feature {
  refuseUnfit('daysSince', column, 'entity', ['date', 'timestamp']);
  // Whatever the time zone of the session is.
  const dayOf = (own: string) => (column.type === 'timestamp' ? `(${own} AT TIME ZONE 'UTC')::date` : own);
  return {
    ...NOTHING_NEEDED,
    sqlType: 'integer',
    reads: [column],
    countedFrom: { column, day: dayOf },
    // greatest() passes over NULL, and would make a 0 of it.
    sql: (names) => {
      const own = names.column(column);
      const days = `greatest(0, ${names.asOf} - ${dayOf(own)})`;
      return column.optional ? `CASE WHEN ${own} IS NOT NULL THEN ${days} END` : days;
    },
  };
}
