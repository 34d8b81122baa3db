// The lines of a window: which of them are rows of as many fields as the header has, and where their marks are.
import { hasQuotes } from './marks';
import { INPUT, MARKS, MAX_ROWS, doubled, notPlain, rowMarks, starts } from './memory';
import { delimiter, isPadding, maxRecordBytes, width } from './settings';

export const LF: u32 = 10;
export const CR: u32 = 13;
export const QUOTE: u32 = 0x22;

/** First byte of a byte order mark, and the two after it. */
const MARK_FIRST: u32 = 0xef;
const MARK_REST: u32 = 0xbfbb;

/** Whether a quote is doubled in the row that was looked at last. */
let isDoubled: bool = false;

/**
 * Finds the lines that begin at `from`, by the marks of a window up to `marksEnd`. Of each that may be plain, the marks are left
 * that end its fields: the quotes are taken out. Returns how many lines there are; none when the first has no end in the window.
 */
export function findLines(from: usize, marksEnd: usize): u32 {
  const isQuoted = hasQuotes;
  let row: u32 = 0;
  let start = from;
  let mark = MARKS;
  const step = <usize>(width - 1) << 2;
  while (row < MAX_ROWS) {
    let end = mark + step;
    let isPlain = end < marksEnd && byteAt(end) == LF && areFieldEnds(mark, end);
    isDoubled = false;
    if (!isPlain) {
      end = lineEnd(mark, marksEnd);
      if (end == marksEnd) break;
      isPlain = isQuoted && keepFieldEnds(mark, end, start);
    }
    store<u32>(starts + (<usize>row << 2), <u32>(start - INPUT));
    store<u32>(rowMarks + (<usize>row << 2), <u32>mark);
    const next = <usize>load<u32>(end) + 1;
    store<u8>(notPlain + <usize>row, !isPlain || next - 1 - start > maxRecordBytes || hasMark(start));
    store<u8>(doubled + <usize>row, isDoubled);
    row++;
    start = next;
    mark = end + 4;
  }
  store<u32>(starts + (<usize>row << 2), <u32>(start - INPUT));
  return row;
}

/** The mark of the line end at or after a mark; `marksEnd` for none. */
@inline
function lineEnd(from: usize, marksEnd: usize): usize {
  let mark = from;
  while (mark < marksEnd && byteAt(mark) != LF) mark += 4;
  return mark;
}

@inline
function byteAt(mark: usize): u32 {
  return <u32>load<u8>(load<u32>(mark));
}

/** Whether all marks are delimiters. */
@inline
function areFieldEnds(from: usize, to: usize): bool {
  let others: u32 = 0;
  for (let mark = from; mark < to; mark += 4) others |= byteAt(mark) ^ delimiter;
  return others == 0;
}

/**
 * Takes the marks out of a line that are of quotes. What is left must be as many as it has fields; false where it isn't, or where a
 * quote stands where none may.
 */
function keepFieldEnds(from: usize, end: usize, start: usize): bool {
  let kept = from;
  let fieldStart = start;
  for (let mark = from; mark <= end; mark += 4) {
    let byte = byteAt(mark);
    if (byte == QUOTE) {
      const opening = <usize>load<u32>(mark);
      if (!isAllPadding(fieldStart, opening)) return false;
      const closing = closingQuote(mark, end);
      // The line ends inside the quotes.
      if (closing == end) return false;
      mark = closing + 4;
      byte = byteAt(mark);
      const to = <usize>load<u32>(mark);
      if (byte == QUOTE || !isAllPadding(<usize>load<u32>(closing) + 1, byte == LF ? beforeCarriageReturns(to) : to)) return false;
    }
    if (byte != delimiter && mark != end) return false;
    const fieldEnd = load<u32>(mark);
    store<u32>(kept, fieldEnd);
    kept += 4;
    fieldStart = <usize>fieldEnd + 1;
  }
  return kept - from == <usize>width << 2;
}

/** The mark of the quote that closes the field that the one at `opening` opens: the first that is not doubled; `end` for none. */
function closingQuote(opening: usize, end: usize): usize {
  let mark = opening + 4;
  while (mark < end) {
    const byte = byteAt(mark);
    if (byte == QUOTE) {
      if (load<u32>(mark, 4) != load<u32>(mark) + 1 || byteAt(mark + 4) != QUOTE) return mark;
      isDoubled = true;
      mark += 4;
    } else if (byte != delimiter) {
      // A NUL is told of, wherever it is.
      return end;
    }
    mark += 4;
  }
  return end;
}

/** Where the content of a line ends, before any number of carriage returns. */
@inline
export function beforeCarriageReturns(lineEnd: usize): usize {
  let to = lineEnd;
  while (load<u8>(to - 1) == CR) to--;
  return to;
}

@inline
function isAllPadding(from: usize, to: usize): bool {
  let at = from;
  while (at < to && isPadding(load<u8>(at))) at++;
  return at == to;
}

/** Whether a byte order mark stands there. */
@inline
function hasMark(at: usize): bool {
  return load<u8>(at) == MARK_FIRST && load<u16>(at, 1) == MARK_REST;
}
