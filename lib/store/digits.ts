const ZERO = 0x30;
/** A number of more digits is written in two halves, each of which fits 32 bits: only such are divided fast. */
const HALF = 1e9;
const HALF_DIGITS = 9;

/** Bytes that a number takes at most. */
export const MOST_DIGITS = 16;

/**
 * Writes a whole number in digits, a few times as fast as a string of it is made.
 *
 * @param value of 0 to 2^53-1
 * @param at where it begins; from there on there is room for MOST_DIGITS
 * @returns where it ends
 */
export function writeDigits(out: Uint8Array, at: number, value: number): number {
  if (value < HALF) {
    return writeDown(out, at, at + digitsOf(value), value);
  }
  const high = Math.floor(value / HALF);
  const middle = writeDown(out, at, at + digitsOf(high), high);
  return writeDown(out, middle, middle + HALF_DIGITS, value - HALF * high);
}

/** How many digits a number below HALF has. */
function digitsOf(value: number): number {
  let digits = 1;
  for (let next = 10; next <= value; next *= 10) {
    digits++;
  }
  return digits;
}

/** Fills bytes [from, to) with the last digits of a number below HALF, and gives `to`. */
function writeDown(out: Uint8Array, from: number, to: number, value: number): number {
  let rest = value | 0;
  for (let at = to - 1; at >= from; at--) {
    const next = (rest / 10) | 0;
    out[at] = ZERO + rest - 10 * next;
    rest = next;
  }
  return to;
}
