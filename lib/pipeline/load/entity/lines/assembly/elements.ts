// Fields as elements of an array that PostgreSQL reads (lib/store/array-literal.ts), each with a comma after it.
import { boundsOf } from './fields';
import { hasBackslashes, hasQuotes } from './marks';
import { INPUT, output } from './memory';

const COMMA: u8 = 0x2c;
const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
/** `NULL`, and a comma after it. */
const NULL: u32 = 0x4c4c554e;

/** Writes the fields of a column in rows [from, to) as they are; NULL for an empty one. Returns how many bytes that are. */
export function writePlain(column: u32, from: u32, to: u32): usize {
  const bounds = boundsOf(column);
  let out = output;
  for (let at = bounds + (<usize>from << 3), end = bounds + (<usize>to << 3); at < end; at += 8) {
    const start = <usize>load<u32>(at);
    const length = <usize>load<u32>(at, 4) - start;
    out = length == 0 ? writeNull(out) : copy(INPUT + start, length, out);
    store<u8>(out++, COMMA);
  }
  return out - output;
}

/** The same of texts, in quotes. */
export function writeTexts(column: u32, from: u32, to: u32): usize {
  const mayBeSpecial = hasBackslashes || hasQuotes;
  const bounds = boundsOf(column);
  let out = output;
  for (let at = bounds + (<usize>from << 3), end = bounds + (<usize>to << 3); at < end; at += 8) {
    const start = INPUT + <usize>load<u32>(at);
    const length = INPUT + <usize>load<u32>(at, 4) - start;
    if (length == 0) {
      out = writeNull(out);
    } else {
      store<u8>(out++, QUOTE);
      out = mayBeSpecial && isSpecial(start, length) ? escape(start, length, out) : copy(start, length, out);
      store<u8>(out++, QUOTE);
    }
    store<u8>(out++, COMMA);
  }
  return out - output;
}

@inline
function writeNull(out: usize): usize {
  store<u32>(out, NULL);
  return out + 4;
}

/** Copies bytes, and up to 15 after them, that the next ones take the place of. */
@inline
function copy(from: usize, length: usize, out: usize): usize {
  let at: usize = 0;
  do {
    v128.store(out + at, v128.load(from + at));
    at += 16;
  } while (at < length);
  return out + length;
}

/** Whether a text has a quote or a backslash. */
@inline
function isSpecial(from: usize, length: usize): bool {
  const quotes = i8x16.splat(QUOTE);
  const backslashes = i8x16.splat(BACKSLASH);
  for (let at: usize = 0; at < length; at += 16) {
    const bytes = v128.load(from + at);
    let found = i8x16.bitmask(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)));
    if (at + 16 > length) found &= (1 << <i32>(length - at)) - 1;
    if (found != 0) return true;
  }
  return false;
}

/** Copies a text with a backslash before each backslash and quote. Of two quotes, which stand for one, the first is left out. */
function escape(from: usize, length: usize, out: usize): usize {
  let to = out;
  for (let at = from, end = from + length; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == QUOTE) at++;
    if (byte == QUOTE || byte == BACKSLASH) store<u8>(to++, BACKSLASH);
    store<u8>(to++, byte);
  }
  return to;
}
