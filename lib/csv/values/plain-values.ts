import { SPACE } from '../dialect.ts';
import { daysInMonth } from './dates.ts';
import { MAX_INTEGER } from './integers.ts';
import { MOST_ID_BYTES } from './text-ids.ts';

/**
 * The common forms of values, read from bytes. What is not of that form is no defect: `parseInteger` and `parseDate` say
 * what becomes of it.
 */

const ZERO = 0x30;
const ONE = 0x31;
const NINE = 0x39;
const DASH = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const UPPER_T = 0x54;
const UPPER_Z = 0x5a;

/** A number of so many digits is below 2^53. */
const EXACT_DIGITS = 15;
/** The digits that the lower half of a longer number has. */
const LOW_DIGITS = 9;
const LOW_SCALE = 1_000_000_000n;
/** 2^63 - 1 has 19 digits. */
const MAX_DIGITS = 19;

/** The integer of 1 to 15 digits in `bytes[from, to)`; -1 when there is anything else. */
export function plainNumber(bytes: Uint8Array, from: number, to: number): number {
  return to > from && to - from <= EXACT_DIGITS ? digits(bytes, from, to) : -1;
}

/** The integer of 1 to 19 digits in `bytes[from, to)`; undefined when there is anything else, or more than 2^63-1. */
export function plainId(bytes: Uint8Array, from: number, to: number): bigint | undefined {
  const length = to - from;
  if (length < 1 || length > MAX_DIGITS) {
    return undefined;
  }
  const split = length > EXACT_DIGITS ? to - LOW_DIGITS : to;
  const high = digits(bytes, from, split);
  if (high < 0) {
    return undefined;
  }
  if (split === to) {
    return BigInt(high);
  }
  const low = digits(bytes, split, to);
  if (low < 0) {
    return undefined;
  }
  const id = BigInt(high) * LOW_SCALE + BigInt(low);
  return id > MAX_INTEGER ? undefined : id;
}

/** Whether `bytes[from, to)` is an integer of 1 to 19 digits, and not more than 2^63-1. */
export function isPlainInteger(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from <= EXACT_DIGITS
    ? plainNumber(bytes, from, to) >= 0
    : plainId(bytes, from, to) !== undefined;
}

/**
 * Whether `bytes[from, to)` is a decimal of 18 digits at most, as SQL writes it: with exactly so many digits after the point.
 */
export function isPlainDecimal(bytes: Uint8Array, from: number, to: number, scale: number): boolean {
  if (scale === 0) {
    return isPlainInteger(bytes, from, to);
  }
  const point = to - scale - 1;
  return (
    point > from &&
    point - from <= MAX_DIGITS - 1 - scale &&
    bytes[point] === POINT &&
    digits(bytes, from, point) >= 0 &&
    digits(bytes, point + 1, to) >= 0
  );
}

/** Whether `bytes[from, to)` is an id that is a text, with nothing at its ends that may be invisible. */
export function isPlainTextId(bytes: Uint8Array, from: number, to: number): boolean {
  return (
    to > from &&
    to - from <= MOST_ID_BYTES &&
    !mayBeginInvisible(bytes[from]) &&
    !mayEndInvisible(bytes[to - 1])
  );
}

/** Whether a byte may be the first, or the last, of an invisible character (invisible.ts) in UTF-8. */
const mayBeginInvisible = (byte = 0): boolean =>
  byte <= SPACE || byte === 0xc2 || byte === 0xe2 || byte === 0xef;
const mayEndInvisible = (byte = 0): boolean =>
  byte <= SPACE || byte === 0xa0 || (byte >= 0x8b && byte <= 0x8f) || byte === 0xaf || byte === 0xbf;

/** Whether `bytes[from, to)` is a real date, YYYY-MM-DD. */
export function calendarDate(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 10 || bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) {
    return false;
  }
  const year = digits(bytes, from, from + 4);
  const month = digits(bytes, from + 5, from + 7);
  const day = digits(bytes, from + 8, to);
  return year >= 1 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether the year that stands at `from` is 1900 or later. */
export function isSince1900(bytes: Uint8Array, from: number): boolean {
  const first = bytes[from] ?? 0;
  return first > ONE || (first === ONE && bytes[from + 1] === NINE);
}

/**
 * Whether `bytes[from, to)` is a timestamp that any session of a database takes for the same: `YYYY-MM-DDThh:mm:ssZ`, also with a
 * space in the middle, or with a fraction of six digits at most.
 */
export function isPlainTimestamp(bytes: Uint8Array, from: number, to: number): boolean {
  const second = from + 17;
  const fraction = from + 19;
  const end = to - 1;
  if (end < fraction || bytes[end] !== UPPER_Z || !calendarDate(bytes, from, from + 10)) {
    return false;
  }
  const [middle, afterHour, afterMinute] = [bytes[from + 10], bytes[from + 13], bytes[from + 16]];
  if ((middle !== UPPER_T && middle !== SPACE) || afterHour !== COLON || afterMinute !== COLON) {
    return false;
  }
  const [hour, minute] = [digits(bytes, from + 11, from + 13), digits(bytes, from + 14, from + 16)];
  if (!isBelow(hour, 24) || !isBelow(minute, 60) || !isBelow(digits(bytes, second, fraction), 60)) {
    return false;
  }
  const length = end - fraction;
  return (
    length === 0 ||
    (bytes[fraction] === POINT && length > 1 && length <= 7 && digits(bytes, fraction + 1, end) >= 0)
  );
}

const isBelow = (number: number, limit: number): boolean => number >= 0 && number < limit;

/** The number in `bytes[from, to)`, at most 15 digits, or -1 when there is anything but digits. */
function digits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) {
      return -1;
    }
    value = value * 10 + digit;
  }
  return value;
}
