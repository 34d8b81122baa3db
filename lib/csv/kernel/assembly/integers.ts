// Digits to integers, eight at a time in one 64-bit word ("SIMD within a register").

/** What a field that is no plain integer of 0 … 2^63-1 parses to: no such value is negative. */
export const NOT_PLAIN: u64 = 0xffffffffffffffff;
const MAX: u64 = 0x7fffffffffffffff;

const ZEROES: u64 = 0x3030303030303030;

/**
 * The integer in [from, to), which must be digits only, 1 to 19 of them. Everything else, including what is longer
 * because of leading zeroes, is left to the careful path.
 */
@inline
export function parseDigits(from: usize, to: usize): u64 {
  const length = to - from;
  if (length - 1 < 8) return parseUpTo8(to, length);
  return parseLong(from, to);
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

function parseLong(from: usize, to: usize): u64 {
  const length = to - from;
  if (length == 0 || length > 19) return NOT_PLAIN;
  let value: u64 = 0;
  for (let at = from; at < to; at++) {
    const digit = <u64>load<u8>(at) - 48;
    if (digit > 9) return NOT_PLAIN;
    value = value * 10 + digit; // 19 digits stay below 2^64
  }
  return value > MAX ? NOT_PLAIN : value;
}
