// Counts line ends, for the step that cuts a large file: as fast as memory can be read.
import { USE_VECTORS } from '../settings';

const LF: u8 = 10;

/** Line ends in [from, to). */
export function countLineEnds(from: usize, to: usize): u32 {
  let found: u32 = 0;
  let at = from;
  if (USE_VECTORS) {
    const ends = i8x16.splat(LF);
    for (; at + 32 <= to; at += 32) {
      found += <u32>popcnt(i8x16.bitmask(i8x16.eq(v128.load(at), ends)) | (i8x16.bitmask(i8x16.eq(v128.load(at, 16), ends)) << 16));
    }
  }
  for (; at < to; at++) found += <u32>(load<u8>(at) == LF);
  return found;
}
