// Lines that certainly don't count, so that it does not matter who reads them, or when: they are counted by what is wrong with them, and
// the first of each kind are kept for the host, which lists them. Whatever is not certain is left to the careful path.
import { isPadding } from './fields/integers';
import { allocate, inputBytes } from './memory';
import { delimiter, headerByte, mayLackLast, width } from './settings';

/** Why a line is refused: the numbers are those of REASONS in lib/aggregation/kernel/refused-lines.ts. */
export const WRONG_COLUMN_COUNT: u32 = 0;
export const NOT_AN_INTEGER: u32 = 1;
export const NEGATIVE: u32 = 2;
const REASONS: u32 = 3;
/** It may be an integer in another form, or too great a one: no reason. */
const UNCLEAR: u32 = REASONS;

const MINUS: u32 = 45;
const QUOTE: u32 = 0x22;
const SPACE: u32 = 32;
const CR: u8 = 13;

/** At most so many kinds are told apart in a file, a column and a reason each; a line of a further one is left to the careful path. */
const MOST_KINDS: u32 = 64;
/** Per kind 16 bytes: column and reason, how many lines the last scan has refused, how many of these are kept, how many of the file. */
const KIND_BYTES: usize = 16;
let kinds: usize = 0;
let kindsEnd: usize = 0;

/** At most so many lines are kept of one scan; a further one that is to be kept is left to the careful path. */
const MOST_KEPT: u32 = 4096;
/** Per line that is kept 12 bytes: its kind, how many lines the scan took before it, where its bytes end among all that are kept. */
const LINE_BYTES: usize = 12;
let kept: usize = 0;
let keptEnd: usize = 0;
/** The bytes of these lines, one after the other; there is room for all that is scanned once a line was refused. */
let bytes: usize = 0;
let length: usize = 0;

let refused: u32 = 0;
/** So many lines of a kind are kept of a file, and so many bytes of each. */
let mostOfAKind: u32 = 0;
let mostBytes: usize = 0;

export function initialiseRefusals(): void {
  kinds = allocate(<usize>MOST_KINDS * KIND_BYTES);
  kindsEnd = kinds;
  kept = allocate(<usize>MOST_KEPT * LINE_BYTES);
  keptEnd = kept;
}

/** Called before each file: its columns have other positions. */
export function keepRefused(ofAKind: u32, bytesOfEach: u32): void {
  mostOfAKind = ofAKind;
  mostBytes = bytesOfEach;
  kindsEnd = kinds;
}

/** For the host, of the last scan: how many lines were refused, of which kinds, and those that are kept, with their bytes. */
export function refusedCount(): u32 {
  return refused;
}
export function refusedKinds(): usize {
  return kinds;
}
export function refusedKindCount(): u32 {
  return <u32>((kindsEnd - kinds) / KIND_BYTES);
}
export function keptLines(): usize {
  return kept;
}
export function keptLineCount(): u32 {
  return <u32>((keptEnd - kept) / LINE_BYTES);
}
export function keptBytes(): usize {
  return bytes;
}

export function clearRefusals(): void {
  if (refused == 0) return;
  refused = 0;
  for (let kind = kinds; kind < kindsEnd; kind += KIND_BYTES) store<u64>(kind, 0, 4);
  keptEnd = kept;
  length = 0;
}

/** Refuses a line, up to its line end. False when there is no room to note it. */
export function refuse(from: usize, to: usize, lines: u32, reason: u32, column: u32): bool {
  const kind = kindOf(column * REASONS + reason);
  if (kind == 0) return false;
  const ofAKind = load<u32>(kind, 12);
  if (ofAKind < mostOfAKind) {
    if (keptEnd == kept + <usize>MOST_KEPT * LINE_BYTES) return false;
    keep(from, to, lines, load<u32>(kind));
    store<u32>(kind, load<u32>(kind, 8) + 1, 8);
    store<u32>(kind, ofAKind + 1, 12);
  }
  store<u32>(kind, load<u32>(kind, 4) + 1, 4);
  refused++;
  return true;
}

/** Where a kind is; 0 when there are too many. There are a few, mostly. */
function kindOf(number: u32): usize {
  for (let kind = kinds; kind < kindsEnd; kind += KIND_BYTES) {
    if (load<u32>(kind) == number) return kind;
  }
  const kind = kindsEnd;
  if (kind == kinds + <usize>MOST_KINDS * KIND_BYTES) return 0;
  store<u32>(kind, number);
  store<u64>(kind, 0, 4);
  store<u32>(kind, 0, 12);
  kindsEnd += KIND_BYTES;
  return kind;
}

/** Copies a line, without what ends it. */
function keep(from: usize, lineEnd: usize, lines: u32, number: u32): void {
  if (bytes == 0) bytes = allocate(inputBytes);
  let to = lineEnd;
  while (to > from && load<u8>(to - 1) == CR) to--;
  const own = min(to - from, mostBytes);
  memory.copy(bytes + length, from, own);
  length += own;
  store<u32>(keptEnd, number);
  store<u32>(keptEnd, lines, 4);
  store<u32>(keptEnd, <u32>length, 8);
  keptEnd += LINE_BYTES;
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
