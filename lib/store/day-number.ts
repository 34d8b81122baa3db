const ZERO = 0x30;
/** Of a year that begins with March: the days of its first ten months. */
const UP_TO_JANUARY = 306;

/**
 * How many days a date is after 0001-01-01, in the proleptic Gregorian calendar as PostgreSQL has it.
 *
 * @param bytes which have a calendar date, YYYY-MM-DD, at `from`
 */
export function dayNumber(bytes: Uint8Array, from: number): number {
  const month = twoDigits(bytes, from + 5);
  // The leap day is then the last one of a year.
  const isOfYearBefore = month < 3 ? 1 : 0;
  const year = 100 * twoDigits(bytes, from) + twoDigits(bytes, from + 2) - isOfYearBefore;
  const monthsBefore = month - 3 + 12 * isOfYearBefore;
  const daysBefore = ((153 * monthsBefore + 2) / 5) | 0;
  const leapDays = (year >> 2) - ((year / 100) | 0) + ((year / 400) | 0);
  return 365 * year + leapDays + daysBefore + twoDigits(bytes, from + 8) - 1 - UP_TO_JANUARY;
}

const twoDigits = (bytes: Uint8Array, at: number): number =>
  10 * ((bytes[at] ?? ZERO) - ZERO) + (bytes[at + 1] ?? ZERO) - ZERO;
