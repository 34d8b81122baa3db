// Lines that certainly don't count, so that it does not matter who reads them, or when: where they are, and why. The host
// lists them. Whatever is not certain is left to the careful path.
import { isPadding } from './fields/integers';
import { allocate } from './memory';
import { delimiter, headerByte, mayLackLast, width } from './settings';

/** Why a line is refused: the numbers are those of REASONS in lib/aggregation/kernel/refused-lines.ts. */
export const WRONG_COLUMN_COUNT: u32 = 0;
export const NOT_AN_INTEGER: u32 = 1;
export const NEGATIVE: u32 = 2;
/** It may be an integer in another form, or too great a one. */
const UNCLEAR: u32 = 3;

const MINUS: u32 = 45;
const QUOTE: u32 = 0x22;
const SPACE: u32 = 32;
const CR: u8 = 13;

/** As many are kept for one call of `scan`; a line beyond them is left to the careful path. */
const CAPACITY: u32 = 4096;

/** Per line 20 bytes: where it begins, its line end, how many lines the scan took before it, the reason, the column. */
const BYTES: usize = 20;
let list: usize = 0;
let count: u32 = 0;

export function initialiseRefusals(): void {
  list = allocate(<usize>CAPACITY * BYTES);
}

export function refusals(): usize {
  return list;
}
export function refusalCount(): u32 {
  return count;
}
export function clearRefusals(): void {
  count = 0;
}

/** Notes a line. False when there is no room for it. */
export function refuse(from: usize, to: usize, lines: u32, reason: u32, column: u32): bool {
  if (count == CAPACITY) return false;
  const at = list + <usize>count * BYTES;
  store<u32>(at, <u32>from);
  store<u32>(at, <u32>to, 4);
  store<u32>(at, lines, 8);
  store<u32>(at, reason, 12);
  store<u32>(at, column, 16);
  count++;
  return true;
}

/** The same for a line with something in [from, to) that is no plain integer, if it is certain what is wrong with that. */
export function refuseValue(from: usize, to: usize, lineStart: usize, lineEnd: usize, lines: u32, column: u32): bool {
  const reason = defectOf(from, to);
  return reason != UNCLEAR && refuse(lineStart, lineEnd, lines, reason, column);
}

/**
 * Whether a line may be none of the rows that don't count, but no row at all: blank, or the header once more. By its first byte,
 * which is another one in nearly all rows.
 */
@inline
export function mayBeNoRow(from: usize): bool {
  let byte = <u32>load<u8>(from);
  if (byte == QUOTE) byte = <u32>load<u8>(from + 1);
  return byte == delimiter || byte <= SPACE || byte == headerByte || byte > 127 || byte == QUOTE;
}

/** Whether a line of so many columns, which are not as many as the header's, may count: those that differ are empty. */
export function mayFit(from: usize, end: usize, columns: u32): bool {
  if (columns == width - 1) return mayLackLast;
  if (columns != width + 1) return false;
  let to = end;
  while (to > from && (isPadding(load<u8>(to - 1)) || load<u8>(to - 1) == CR)) to--;
  if (to == from) return false;
  const last = <u32>load<u8>(to - 1);
  if (last != QUOTE) return last == delimiter;
  // With quotes round nothing, or padding, it is empty, too.
  const before = <u32>load<u8>(to - 2);
  return before == QUOTE || isPadding(before);
}

/** lib/csv/values/integers.ts has the rules: digits, a sign in front, a fraction of zeroes. */
function defectOf(start: usize, end: usize): u32 {
  let from = start;
  let to = end;
  while (from < to && isPadding(load<u8>(from))) from++;
  while (from < to && isPadding(load<u8>(to - 1))) to--;
  if (from == to) return NOT_AN_INTEGER;
  if (<u32>load<u8>(from) == MINUS && to - from > 1 && areDigits(from + 1, to)) return NEGATIVE;
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    // At the ends of a number some of these are dropped as padding is. A quote is one of two.
    if (byte <= SPACE || byte > 127 || byte == QUOTE) return UNCLEAR;
    // Digits, and + , - . of which the comma is no part of any form.
    if (byte < 43 || byte > 57 || byte == 47 || byte == 44) return NOT_AN_INTEGER;
  }
  return UNCLEAR;
}

function areDigits(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) {
    if (<u32>load<u8>(at) - 48 > 9) return false;
  }
  return true;
}
