import { MAX_DIGITS, MAX_INTEGER, wholeDigits } from './integers.ts';

/** Why a text is no decimal that can be taken. */
export type DecimalDefect = 'not_a_decimal' | 'negative' | 'too_many_decimals' | 'overflow';

/** The digits after the point at most: those before it have as many as are left of 2^63-1, three at least. */
export const MOST_DECIMALS = 15;

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * Reads a decimal with a point, exactly, as the whole number that it is of the unit of its last place: with a scale of 2,
 * `12.5` is 1250. Allowed are digits, leading zeros, a leading `+`, a fraction of any length whose digits beyond the scale are
 * zeros. Everything else is `not_a_decimal`: `1,234.50` and `12,50` above all, which mean one thing here and another there. A
 * minus sign is no allowed form, so that `-0` is `negative` as well.
 *
 * @param text the field without its padding
 * @param scale how many digits after the point there may be, 0 to 15
 */
export function parseDecimal(text: string, scale: number): bigint | DecimalDefect {
  if (!DECIMAL.test(text)) {
    return 'not_a_decimal';
  }
  if (text.startsWith('-')) {
    return 'negative';
  }
  const point = text.indexOf('.');
  const end = point === -1 ? text.length : point;
  const fraction = point === -1 ? '' : text.slice(point + 1);
  if (!hasOnlyZerosFrom(fraction, scale)) {
    return 'too_many_decimals';
  }
  const digits = wholeDigits(text, end);
  // Checked before the conversion, whose time grows faster than the number of digits.
  if (digits.length > MAX_DIGITS) {
    return 'overflow';
  }
  const value = BigInt(digits + fraction.slice(0, scale).padEnd(scale, '0'));
  return value > MAX_INTEGER ? 'overflow' : value;
}

function hasOnlyZerosFrom(digits: string, from: number): boolean {
  for (let at = from; at < digits.length; at++) {
    if (digits[at] !== '0') {
      return false;
    }
  }
  return true;
}

/** A decimal as it is written, with exactly so many digits after the point: 1250 with a scale of 2 is `12.50`. */
export function decimalText(value: bigint, scale: number): string {
  const digits = String(value).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** One unit of the last place, `0.01` for a scale of 2. */
export const unitOf = (scale: number): string => decimalText(1n, scale);
