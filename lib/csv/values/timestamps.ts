import { isCalendarDate } from './dates.ts';
import { parseTime } from './times.ts';

/** Why a text is no timestamp. */
export type TimestampDefect = 'bad_timestamp';

const DATE_LENGTH = 10;
/** Nanoseconds are as far as tools go; a database keeps microseconds. */
const MOST_DIGITS = 9;
const KEPT_DIGITS = 6;

/**
 * Reads a timestamp as tools write ISO 8601 (times.ts), from year 0001 to 9999, in UTC as well: a date alone is its midnight, a
 * time without an offset is one in UTC. Of a fraction the digits after the sixth are dropped.
 *
 * @param text the field without its padding
 * @returns in UTC, as `YYYY-MM-DDThh:mm:ssZ`, or with a fraction that ends with no zero
 */
export function parseTimestamp(text: string): string | TimestampDefect {
  if (text.length < DATE_LENGTH || !isCalendarDate(text)) {
    return 'bad_timestamp';
  }
  const date = text.slice(0, DATE_LENGTH);
  if (text.length === DATE_LENGTH) {
    return `${date}T00:00:00Z`;
  }
  const time = parseTime(text.slice(DATE_LENGTH));
  if (!time || time.fraction.length > MOST_DIGITS) {
    return 'bad_timestamp';
  }
  const { minute, second, fraction, offset } = time;
  const moment =
    offset === 0 && second < 60
      ? `${date}T${minute}:${String(second).padStart(2, '0')}`
      : inUtc(`${date}T${minute}:00Z`, second - 60 * offset);
  const kept = fraction.slice(0, KEPT_DIGITS).replace(/0+$/, '');
  return moment === undefined ? 'bad_timestamp' : `${moment}${kept && `.${kept}`}Z`;
}

/** A moment so many seconds later, without its zone; undefined when that is before year 1 or after 9999. */
function inUtc(moment: string, seconds: number): string | undefined {
  const later = new Date(Date.parse(moment) + 1000 * seconds);
  const year = later.getUTCFullYear();
  return year >= 1 && year <= 9999 ? later.toISOString().slice(0, -'.000Z'.length) : undefined;
}
