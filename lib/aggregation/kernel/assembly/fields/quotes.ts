// The marks of a window with quotes: a delimiter or a line end inside quotes is none. It ends before the first record that is not quoted
// as it should be, which only the careful path (lib/csv/records/framing) can tell the end of.
import { bits, noteMarks } from './blocks';
import { INDEX } from '../memory';
import { USE_VECTORS, delimiter, padding } from '../settings';

const QUOTE: u8 = 0x22;
const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;

const QUOTES = memory.data<u8>([34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34], 16);
const LINE_ENDS = memory.data<u8>([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10], 16);
const CRS = memory.data<u8>([13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13], 16);
const SPACES = memory.data<u8>([32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32], 16);
const NULS = memory.data(16, 16);

/** Line ends among the marks; whether there was a quote before they end, or a doubled one inside quotes. */
export let quotedLineEnds: u32 = 0;
export let hasQuotes: bool = false;
export let hasDoubled: bool = false;
/** Where the record begins that the marks end before; 0 when they go on to the end. */
export let oddRecord: usize = 0;
/** Whether there is a byte beyond ASCII. */
export let isQuotedBeyondAscii: bool = false;

/**
 * Writes the marks of [from, to) to INDEX as indexPlain does, of a window that begins at a record.
 *
 * @param isUtf8 whether bytes beyond ASCII are known to be in UTF-8; if not, a record with one is odd
 */
export function indexQuoted(from: usize, to: usize, isUtf8: bool): u32 {
  hasQuotes = false;
  hasDoubled = false;
  oddRecord = 0;
  isQuotedBeyondAscii = false;
  return USE_VECTORS ? indexBlocks(from, to, isUtf8) : indexByByte(from, to, isUtf8);
}

function indexBlocks(from: usize, to: usize, isUtf8: bool): u32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const tabs = i8x16.splat(<i8>padding);
  const ends = v128.load(LINE_ENDS);
  const quote = v128.load(QUOTES);
  const cr = v128.load(CRS);
  const space = v128.load(SPACES);
  const nul = v128.load(NULS);
  let out = INDEX;
  let found: u32 = 0;
  let start = from;
  let seen: u64 = 0;
  let doubled: u64 = 0;
  let beyond: u64 = 0;
  // What the block before hands on: all ones when it ended inside quotes; and a lowest bit if its last byte was a mark or padding after
  // one, a closing quote, padding after one, a CR after these.
  let inside: u64 = 0;
  let wasMark: u64 = 1;
  let wasClosing: u64 = 0;
  let wasClosed: u64 = 0;
  let wasCr: u64 = 0;
  for (let at = from; at < to; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const quotes = bits(i8x16.eq(a, quote), i8x16.eq(b, quote), i8x16.eq(c, quote), i8x16.eq(d, quote));
    const lines = bits(i8x16.eq(a, ends), i8x16.eq(b, ends), i8x16.eq(c, ends), i8x16.eq(d, ends));
    const crs = bits(i8x16.eq(a, cr), i8x16.eq(b, cr), i8x16.eq(c, cr), i8x16.eq(d, cr));
    const pads = bits(isPad(a, space, tabs), isPad(b, space, tabs), isPad(c, space, tabs), isPad(d, space, tabs));
    const high = bits(a, b, c, d);
    // Each bit becomes the parity of all quotes up to it: 1 from an opening quote on, 0 from the closing one on.
    let quoted = quotes ^ (quotes << 1);
    quoted ^= quoted << 2;
    quoted ^= quoted << 4;
    quoted ^= quoted << 8;
    quoted ^= quoted << 16;
    quoted ^= quoted << 32;
    quoted ^= inside;
    const opening = quotes & quoted;
    const closing = quotes & ~quoted;
    let marks = (lines | bits(i8x16.eq(a, delimiters), i8x16.eq(b, delimiters), i8x16.eq(c, delimiters), i8x16.eq(d, delimiters))) & ~quoted;
    // A field may open right after a mark, or after padding that comes after one.
    const afterMark = (marks << 1) | wasMark;
    const openMay = behindPadding(afterMark, pads);
    // After a closing quote come padding, a mark, a CR, or the other half of a doubled quote.
    const afterClosing = (closing << 1) | wasClosing;
    const closed = afterClosing | wasClosed;
    const closedBy = behindPadding(closed, pads);
    const afterCr = ((closedBy & crs) << 1) | wasCr;
    let odd =
      (opening & ~(openMay | afterClosing)) | (closedBy & ~(marks | crs | (afterClosing & opening))) | (afterCr & ~lines) | (lines & quoted);
    odd |= bits(i8x16.eq(a, nul), i8x16.eq(b, nul), i8x16.eq(c, nul), i8x16.eq(d, nul));
    if (!isUtf8) odd |= high;
    seen |= quotes;
    doubled |= afterClosing & opening;
    beyond |= high;
    wasMark = (marks >> 63) | runsOn(afterMark, pads);
    wasClosing = closing >> 63;
    wasClosed = runsOn(closed, pads);
    wasCr = (closedBy & crs) >> 63;
    inside = <u64>(<i64>quoted >> 63);
    if (at + 64 > to) {
      const before = ((<u64>1) << <u64>(to - at)) - 1;
      marks &= before;
      odd &= before;
    }
    if (odd != 0) marks &= (odd & (0 - odd)) - 1;
    const ended = marks & lines;
    found += <u32>popcnt(ended);
    if (ended != 0) start = at + 64 - <usize>clz(ended);
    out = noteMarks(marks, at, out);
    if (odd == 0) continue;
    oddRecord = start;
    break;
  }
  quotedLineEnds = found;
  hasQuotes = seen != 0;
  hasDoubled = doubled != 0;
  isQuotedBeyondAscii = beyond != 0;
  return <u32>((out - INDEX) >> 2);
}

@inline
function isPad(x: v128, space: v128, tabs: v128): v128 {
  return v128.or(i8x16.eq(x, space), i8x16.eq(x, tabs));
}

/** Each of the bits, moved up to the first one that is no padding: an addition carries it through a run of ones. */
@inline
function behindPadding(places: u64, pads: u64): u64 {
  return (places & ~pads) | (((places & pads) + pads) & ~pads);
}

/** Whether a run of padding from one of the bits on goes beyond the block: 1 or 0. */
@inline
function runsOn(places: u64, pads: u64): u64 {
  return <u64>((places & pads) + pads < pads);
}

/** Where a byte stands in a record that is quoted as it should be. */
const FIELD_START: u32 = 0;
const UNQUOTED: u32 = 1;
const QUOTED: u32 = 2;
const QUOTE_SEEN: u32 = 3;
const CLOSED: u32 = 4;
const CLOSED_CR: u32 = 5;

/** The same without vectors. */
function indexByByte(from: usize, to: usize, isUtf8: bool): u32 {
  let marks: u32 = 0;
  let start = from;
  let state = FIELD_START;
  quotedLineEnds = 0;
  for (let at = from; at < to; at++) {
    const byte = load<u8>(at);
    const isMark = byte == LF || <u32>byte == delimiter;
    const isPadding = byte == SPACE || <u32>byte == padding;
    let isOdd = byte == 0 || (byte > 127 && !isUtf8);
    if (byte > 127) isQuotedBeyondAscii = true;
    if (byte == QUOTE) hasQuotes = true;
    if (state == QUOTED) {
      if (byte == LF) isOdd = true;
      if (byte == QUOTE) state = QUOTE_SEEN;
    } else if (state >= QUOTE_SEEN) {
      if (byte == QUOTE && state == QUOTE_SEEN) {
        state = QUOTED;
        hasDoubled = true;
      } else if (state == CLOSED_CR) {
        isOdd = isOdd || byte != LF;
      } else if (isPadding) {
        state = CLOSED;
      } else if (byte == CR) {
        state = CLOSED_CR;
      } else if (!isMark) {
        isOdd = true;
      }
    } else if (byte == QUOTE) {
      isOdd = isOdd || state == UNQUOTED;
      state = QUOTED;
    } else if (!isPadding) {
      state = UNQUOTED;
    }
    if (isOdd) {
      oddRecord = start;
      break;
    }
    if (!isMark || state == QUOTED) continue;
    state = FIELD_START;
    store<u32>(INDEX + (<usize>marks << 2), <u32>at);
    marks++;
    if (byte != LF) continue;
    quotedLineEnds++;
    start = at + 1;
  }
  return marks;
}
