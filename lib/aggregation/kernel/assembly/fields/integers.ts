// Digits to integers: one field in a 64-bit word ("SIMD within a register"), four fields in two vectors.
import { USE_VECTORS, padding } from '../settings';

/** What a field that is no plain integer of 0 … 2^63-1 parses to: no such value is negative. */
export const NOT_PLAIN: u64 = 0xffffffffffffffff;
/** What an empty field of an optional column parses to. */
export const NULL: u64 = 0xfffffffffffffffe;
/** The greatest integer there is. */
export const MAX: u64 = 0x7fffffffffffffff;

const SPACE: u32 = 32;
const CR: u32 = 13;
const ZEROES: u64 = 0x3030303030303030;

/** Of eight bytes, the last n: what a field of n digits keeps of the eight bytes before its end. */
const KEEP = memory.data<u64>([0, 0xff00000000000000, 0xffff000000000000, 0xffffff0000000000, 0xffffffff00000000, 0xffffffffff000000, 0xffffffffffff0000, 0xffffffffffffff00, 0xffffffffffffffff], 16);
const ASCII_ZERO = memory.data<u8>([48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48], 16);
const NINE = memory.data<u8>([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], 16);
const EVEN_BYTES = memory.data<u16>([255, 255, 255, 255, 255, 255, 255, 255], 16);
const TENS = memory.data<u16>([10, 10, 10, 10, 10, 10, 10, 10], 16);
const HUNDREDS = memory.data<u16>([100, 1, 100, 1, 100, 1, 100, 1], 16);
const TEN_THOUSANDS = memory.data<u16>([10000, 1, 10000, 1, 10000, 1, 10000, 1], 16);

/**
 * Parses fields whose bounds stand in memory: the position of a field's end at `ends`, that of the byte before its first
 * right before it, those of the next field `step` bytes on. Writes their values to `out`, eight bytes each; what is no
 * plain integer becomes NOT_PLAIN.
 *
 * @param marks where a byte is set for each field that is not plain; 0 for nowhere
 * @param isLast the fields are the last of their lines: a CR before their end is part of the line end
 * @param mayBePadded whether padding round a field is left out
 * @param mayBeEmpty whether a field of nothing is plain, and NULL
 * @returns whether all are plain
 */
@inline
export function parseFields(ends: usize, step: usize, count: u32, out: usize, marks: usize, isLast: bool, mayBePadded: bool, mayBeEmpty: bool): bool {
  const zero = v128.load(ASCII_ZERO);
  const nine = v128.load(NINE);
  const even = v128.load(EVEN_BYTES);
  const tens = v128.load(TENS);
  const hundreds = v128.load(HUNDREDS);
  const tenThousands = v128.load(TEN_THOUSANDS);
  let arePlain = true;
  for (let field: u32 = 0; field < count; field += 4) {
    // The last four may be parsed a second time, since there are no others to fill the vectors with.
    if (field + 4 > count) field = max<u32>(count, 4) - 4;
    const at = ends + <usize>field * step;
    const target = out + (<usize>field << 3);
    if (USE_VECTORS && count >= 4) {
      const a = endOf(at, isLast);
      const b = endOf(at + step, isLast);
      const c = endOf(at + 2 * step, isLast);
      const d = endOf(at + 3 * step, isLast);
      const lengthA = lengthTo(a, at);
      const lengthB = lengthTo(b, at + step);
      const lengthC = lengthTo(c, at + 2 * step);
      const lengthD = lengthTo(d, at + 3 * step);
      const areShort = mayBeEmpty
        ? max(max(lengthA, lengthB), max(lengthC, lengthD)) <= 8
        : ((lengthA - 1) | (lengthB - 1) | (lengthC - 1) | (lengthD - 1)) < 8;
      if (areShort) {
        const ab = v128.and(i8x16.sub(two(a - 8, b - 8), zero), two(keep(lengthA), keep(lengthB)));
        const cd = v128.and(i8x16.sub(two(c - 8, d - 8), zero), two(keep(lengthC), keep(lengthD)));
        if (!v128.any_true(v128.or(i8x16.sub_sat_u(ab, nine), i8x16.sub_sat_u(cd, nine)))) {
          // Neighbours are joined three times: digits to pairs, pairs to fours, fours to eight.
          const pairsAb = i16x8.add(i16x8.mul(v128.and(ab, even), tens), i16x8.shr_u(ab, 8));
          const pairsCd = i16x8.add(i16x8.mul(v128.and(cd, even), tens), i16x8.shr_u(cd, 8));
          const foursAb = i32x4.dot_i16x8_s(pairsAb, hundreds);
          const foursCd = i32x4.dot_i16x8_s(pairsCd, hundreds);
          const values = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(foursAb, foursCd), tenThousands);
          v128.store(target, i64x2.extend_low_i32x4_u(values));
          v128.store(target, i64x2.extend_high_i32x4_u(values), 16);
          if (mayBeEmpty) {
            // What is empty came out as 0.
            orNull(target, lengthA);
            orNull(target + 8, lengthB);
            orNull(target + 16, lengthC);
            orNull(target + 24, lengthD);
          }
          continue;
        }
      }
    }
    if (!parseOneByOne(at, step, min<u32>(count - field, 4), target, marks == 0 ? 0 : marks + field, isLast, mayBePadded, mayBeEmpty)) arePlain = false;
  }
  return arePlain;
}

/** Without a branch: where the gaps are is no pattern that a processor could learn. */
@inline
function orNull(at: usize, length: usize): void {
  store<u64>(at, select<u64>(NULL, load<u64>(at), length == 0));
}

@inline
function two(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

@inline
function keep(length: usize): usize {
  return KEEP + (length << 3);
}

/** Where a field ends whose mark is there. */
@inline
export function endOf(at: usize, isLast: bool): usize {
  const end = <usize>load<u32>(at);
  return isLast ? end - <usize>(load<u8>(end - 1) == CR) : end;
}

@inline
function lengthTo(end: usize, at: usize): usize {
  return end - <usize>load<u32>(at - 4) - 1;
}

/** Up to four fields of any length, padded or not. */
function parseOneByOne(at: usize, step: usize, count: u32, out: usize, marks: usize, isLast: bool, mayBePadded: bool, mayBeEmpty: bool): bool {
  let arePlain = true;
  for (let field: u32 = 0; field < count; field++) {
    let from = <usize>load<u32>(at - 4) + 1;
    let to = endOf(at, isLast);
    if (mayBePadded) {
      while (from < to && isPadding(load<u8>(from))) from++;
      while (from < to && isPadding(load<u8>(to - 1))) to--;
    }
    const value = mayBeEmpty && from == to ? NULL : parseDigits(from, to);
    if (value == NOT_PLAIN) {
      arePlain = false;
      if (marks != 0) store<u8>(marks + <usize>field, 1);
    }
    store<u64>(out, value);
    at += step;
    out += 8;
  }
  return arePlain;
}

@inline
export function isPadding(byte: u32): bool {
  return byte == SPACE || byte == padding;
}

/**
 * The integer in [from, to), which must be digits only, 1 to 19 of them. Everything else, including what is longer
 * because of leading zeroes, is left to the careful path.
 */
export function parseDigits(from: usize, to: usize): u64 {
  const length = to - from;
  if (length - 1 < 8) return parseUpTo8(to, length);
  if (length == 0 || length > 19) return NOT_PLAIN;
  const low = parseUpTo8(to, 8);
  const middle = parseUpTo8(to - 8, min<usize>(length - 8, 8));
  const high = length > 16 ? parseUpTo8(to - 16, length - 16) : 0;
  if (low == NOT_PLAIN || middle == NOT_PLAIN || high == NOT_PLAIN) return NOT_PLAIN;
  const value = high * 10000000000000000 + middle * 100000000 + low; // 19 digits stay below 2^64
  return value > MAX ? NOT_PLAIN : value;
}

/** 1 to 8 digits that end at `to`. May read up to seven bytes before them. */
@inline
function parseUpTo8(to: usize, length: usize): u64 {
  // The first digit ends up in the lowest byte; bytes before it are shifted out and zeroes shifted in.
  const shift = <u64>(64 - (length << 3));
  const text = (load<u64>(to - 8) >> shift << shift) | (shift == 0 ? 0 : ZEROES >> (64 - shift));
  return isDigits(text) ? valueOf8(text) : NOT_PLAIN;
}

/** Whether all eight bytes are '0' … '9': their high half is 3, and stays 3 when 6 is added to the low half. */
@inline
function isDigits(text: u64): bool {
  return ((text & 0xf0f0f0f0f0f0f0f0) | (((text + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4)) == 0x3333333333333333;
}

/** Neighbours are joined three times: digits to pairs, pairs to fours, fours to eight. */
@inline
function valueOf8(text: u64): u64 {
  const pairs = ((text & 0x0f0f0f0f0f0f0f0f) * 2561) >> 8; // 10 * first + second
  const fours = ((pairs & 0x00ff00ff00ff00ff) * 6553601) >> 16; // 100 * first + second
  return ((fours & 0x0000ffff0000ffff) * 42949672960001) >> 32; // 10000 * first + second
}
