// Where the delimiters and line ends of a window are: 64 bytes at a time, which is the SIMD part.
import { INDEX } from '../memory';
import { USE_VECTORS, delimiter } from '../settings';

const QUOTE: u8 = 0x22;
const LF: u8 = 10;

/** Line ends in the window; whether it has a quote or a NUL; and whether it has a byte beyond ASCII. */
export let lineEnds: u32 = 0;
export let isOdd: bool = false;
export let isBeyondAscii: bool = false;

// V8 makes a constant vector anew wherever it stands in a loop; one that was loaded before the loop stays in a register.
const QUOTES = memory.data<u8>([34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34], 16);
const LINE_ENDS = memory.data<u8>([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10], 16);
const NULS = memory.data(16, 16);

/**
 * Writes the address of each delimiter and line end in [from, to) to INDEX, four bytes each, as if no quotes were there: see quotes.ts.
 * Returns their number. May look at up to 63 bytes after `to`; what it finds there is left out.
 */
export function indexPlain(from: usize, to: usize): u32 {
  if (!USE_VECTORS) return indexByByte(from, to);
  const delimiters = i8x16.splat(<i8>delimiter);
  const ends = v128.load(LINE_ENDS);
  const quotes = v128.load(QUOTES);
  const nul = v128.load(NULS);
  let odd = nul;
  let beyond = nul;
  let out = INDEX;
  let found: u32 = 0;
  let isTailOdd = false;
  let isTailBeyond = false;
  for (let at = from; at < to; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    // One bit a byte, the lowest for the first: 64 bytes are one word.
    let marks = bits(i8x16.eq(a, delimiters), i8x16.eq(b, delimiters), i8x16.eq(c, delimiters), i8x16.eq(d, delimiters));
    let lines = bits(i8x16.eq(a, ends), i8x16.eq(b, ends), i8x16.eq(c, ends), i8x16.eq(d, ends));
    const oddA = suspects(a, quotes, nul);
    const oddB = suspects(b, quotes, nul);
    const oddC = suspects(c, quotes, nul);
    const oddD = suspects(d, quotes, nul);
    if (at + 64 > to) {
      const inside = ((<u64>1) << <u64>(to - at)) - 1;
      marks &= inside;
      lines &= inside;
      isTailOdd = (bits(oddA, oddB, oddC, oddD) & inside) != 0;
      isTailBeyond = (bits(a, b, c, d) & inside) != 0;
    } else {
      odd = v128.or(odd, v128.or(v128.or(oddA, oddB), v128.or(oddC, oddD)));
      // The highest bit is set in every byte beyond ASCII.
      beyond = v128.or(beyond, v128.or(v128.or(a, b), v128.or(c, d)));
    }
    found += <u32>popcnt(lines);
    marks |= lines;
    out = noteMarks(marks, at, out);
  }
  lineEnds = found;
  isOdd = isTailOdd || v128.any_true(odd);
  isBeyondAscii = isTailBeyond || i8x16.bitmask(beyond) != 0;
  return <u32>((out - INDEX) >> 2);
}

/** Writes the addresses of the bytes whose bits are set, of 64 from `at` on. Returns where the next ones go. */
@inline
export function noteMarks(marks: u64, at: usize, out: usize): usize {
  const count = <usize>popcnt(marks);
  // Twelve at once, whether there are so many or not: a guess that is wrong now and then costs more than a store.
  for (let slot = out; ; ) {
    for (let n: usize = 0; n < 48; n += 4) {
      store<u32>(slot + n, <u32>at + <u32>ctz(marks));
      marks &= marks - 1; // takes the lowest bit away
    }
    slot += 48;
    if (marks == 0) break;
  }
  return out + (count << 2);
}

@inline
function suspects(x: v128, quotes: v128, nul: v128): v128 {
  return v128.or(i8x16.eq(x, quotes), i8x16.eq(x, nul));
}

/** The highest bits of 64 bytes, the lowest for the first. */
@inline
export function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u64><u32>(i8x16.bitmask(a) | (i8x16.bitmask(b) << 16));
  const high = <u64><u32>(i8x16.bitmask(c) | (i8x16.bitmask(d) << 16));
  return low | (high << 32);
}

/** The same without vectors: what the SIMD build is tested against. */
function indexByByte(from: usize, to: usize): u32 {
  let marks: u32 = 0;
  lineEnds = 0;
  isOdd = false;
  isBeyondAscii = false;
  for (let at = from; at < to; at++) {
    const byte = load<u8>(at);
    if (byte == QUOTE || byte == 0) isOdd = true;
    if (byte > 127) isBeyondAscii = true;
    if (byte == LF) lineEnds++;
    if (byte != LF && <u32>byte != delimiter) continue;
    store<u32>(INDEX + (<usize>marks << 2), <u32>at);
    marks++;
  }
  return marks;
}
