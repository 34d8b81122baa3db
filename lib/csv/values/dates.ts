import { isTime } from './times.ts';

/** Why a text is no date. */
export type DateDefect = 'bad_date';

const DATE_LENGTH = 10;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Reads a calendar date, 0001-01-01 ... 9999-12-31 (proleptic Gregorian, as in ISO 8601): `YYYY-MM-DD`, or the
 * date part of a timestamp (timestamps.ts), whose time and offset must be valid and are dropped without converting
 * between time zones. Other forms (`01/02/2023`, `20230101`) are never guessed.
 * @param text the field without its padding
 * @returns the date as `YYYY-MM-DD`
 */
export function parseDate(text: string): string | DateDefect {
  if (text.length < DATE_LENGTH || !isCalendarDate(text)) {
    return 'bad_date';
  }
  if (text.length === DATE_LENGTH) {
    return text;
  }
  return isTime(text.slice(DATE_LENGTH)) ? text.slice(0, DATE_LENGTH) : 'bad_date';
}

/** Whether a text begins with a calendar date, YYYY-MM-DD. */
export function isCalendarDate(text: string): boolean {
  if (text[4] !== '-' || text[7] !== '-') {
    return false;
  }
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year >= 1 && day >= 1 && day <= daysInMonth(year, month);
}

/** How many days a month has (proleptic Gregorian calendar); 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) {
    return 29;
  }
  return DAYS_IN_MONTH[month - 1] ?? 0;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The number in `text[from, to)`, or -1 when there is anything but digits. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) {
      return -1;
    }
    value = value * 10 + digit;
  }
  return value;
}
