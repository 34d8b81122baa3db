// Where the bytes of a window are that mean something to CSV: 64 bytes at a time, which is the SIMD part.
import { MARKS } from './memory';

/** Whether the window has a quote, and whether it has a backslash. */
export let hasQuotes: bool = false;
export let hasBackslashes: bool = false;

// V8 makes a constant vector anew wherever it stands in a loop; one that was loaded before the loop stays in a register.
const QUOTES = memory.data<u8>([34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34], 16);
const LINE_ENDS = memory.data<u8>([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10], 16);
const BACKSLASHES = memory.data<u8>([92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92], 16);
const NULS = memory.data(16, 16);

/**
 * Writes the address of each delimiter, line end, quote and NUL in [from, to) to MARKS, four bytes each. Returns where they end.
 * Looks at up to 63 bytes after `to`; what it marks there is left out.
 */
export function markWindow(from: usize, to: usize, delimiter: u32): usize {
  const delimiters = i8x16.splat(<i8>delimiter);
  const ends = v128.load(LINE_ENDS);
  const quotes = v128.load(QUOTES);
  const backslashes = v128.load(BACKSLASHES);
  const nul = v128.load(NULS);
  let quoted = nul;
  let slashed = nul;
  let out = MARKS;
  for (let at = from; at < to; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const quotesA = i8x16.eq(a, quotes);
    const quotesB = i8x16.eq(b, quotes);
    const quotesC = i8x16.eq(c, quotes);
    const quotesD = i8x16.eq(d, quotes);
    quoted = v128.or(quoted, v128.or(v128.or(quotesA, quotesB), v128.or(quotesC, quotesD)));
    slashed = v128.or(slashed, v128.or(v128.or(i8x16.eq(a, backslashes), i8x16.eq(b, backslashes)), v128.or(i8x16.eq(c, backslashes), i8x16.eq(d, backslashes))));
    // One bit a byte, the lowest for the first: 64 bytes are one word.
    let marks = bits(
      marked(a, quotesA, delimiters, ends, nul),
      marked(b, quotesB, delimiters, ends, nul),
      marked(c, quotesC, delimiters, ends, nul),
      marked(d, quotesD, delimiters, ends, nul),
    );
    if (at + 64 > to) marks &= ((<u64>1) << <u64>(to - at)) - 1;
    const count = <usize>popcnt(marks);
    // Eight at once, whether there are so many or not: a guess that is wrong now and then costs more than a store.
    for (let slot = out; ; ) {
      for (let n: usize = 0; n < 32; n += 4) {
        store<u32>(slot + n, <u32>at + <u32>ctz(marks));
        marks &= marks - 1; // takes the lowest bit away
      }
      slot += 32;
      if (marks == 0) break;
    }
    out += count << 2;
  }
  hasQuotes = v128.any_true(quoted);
  hasBackslashes = v128.any_true(slashed);
  return out;
}

@inline
function marked(x: v128, quotes: v128, delimiters: v128, ends: v128, nul: v128): v128 {
  return v128.or(v128.or(quotes, i8x16.eq(x, nul)), v128.or(i8x16.eq(x, delimiters), i8x16.eq(x, ends)));
}

@inline
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u64><u32>(i8x16.bitmask(a) | (i8x16.bitmask(b) << 16));
  const high = <u64><u32>(i8x16.bitmask(c) | (i8x16.bitmask(d) << 16));
  return low | (high << 32);
}
