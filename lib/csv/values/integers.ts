/** Why a text is no integer that can be taken. */
export type IntegerDefect = 'not_an_integer' | 'negative' | 'overflow';

/** The largest value of Postgres' bigint, 2^63 - 1. */
export const MAX_INTEGER = 9_223_372_036_854_775_807n;

/** Every number of so many digits is below 2^53, so that a double holds it exactly. */
const EXACT_DIGITS = 15;
/** 2^63 - 1 has 19 digits. */
export const MAX_DIGITS = 19;

const INTEGER = /^[+-]?\d+(?:\.0+)?$/;

/**
 * Reads an integer of 0 ... 2^63-1, exactly. Allowed are digits, leading zeros, a leading `+`, and a fraction of
 * zeros only (`10.0`: tables with gaps are exported so); anything else (`1e3`, `1,000`, `0x10`, `10.`, `.0`, an
 * empty text) is `not_an_integer`. A minus sign is no allowed form, so that `-0` is `negative` as well.
 * @param text the field without its padding
 */
export function parseInteger(text: string): bigint | IntegerDefect {
  const length = text.length;
  if (length === 0 || length > EXACT_DIGITS) {
    return parseOther(text);
  }
  let value = 0;
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) {
      return parseOther(text);
    }
    value = value * 10 + digit;
  }
  return BigInt(value);
}

/** The forms that are no short run of digits. */
function parseOther(text: string): bigint | IntegerDefect {
  if (!INTEGER.test(text)) {
    return 'not_an_integer';
  }
  if (text.startsWith('-')) {
    return 'negative';
  }
  const point = text.indexOf('.');
  const end = point === -1 ? text.length : point;
  const digits = wholeDigits(text, end);
  // Checked before the conversion, whose time grows faster than the number of digits.
  if (digits.length > MAX_DIGITS) {
    return 'overflow';
  }
  const value = BigInt(digits);
  return value > MAX_INTEGER ? 'overflow' : value;
}

/** The digits of a number from after its `+` and its leading zeros up to `end`: one at least, so that `000` is `0`. */
export function wholeDigits(text: string, end: number): string {
  let start = text.startsWith('+') ? 1 : 0;
  while (start < end - 1 && text[start] === '0') {
    start++;
  }
  return text.slice(start, end);
}
