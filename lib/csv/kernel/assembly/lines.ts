// One line, whose delimiters are known: its fields are parsed, and if all of them are plain it is added to the totals.
import { addPlainId } from './id-set';
import { NOT_PLAIN, parseDigits } from './integers';
import { addToList, beginList, keepRow, nextRow } from './rows';
import { delimiter, experimentColumn, listColumn, maxRecordBytes, slotColumn, slots, userColumn, width } from './settings';

const SPACE: u32 = 32;
const TAB: u32 = 9;
const CR: u32 = 13;
const SEMICOLON: u32 = 59;

/** Bytes of a list of compounds; longer ones go the careful way, since each id is compared with all before it. */
const LONGEST_LIST: usize = 512;

/**
 * Adds the line that begins at `from` and whose delimiters and line end `marks` points to. False when it is not plain,
 * or its experiment is known already: then nothing was changed.
 */
@inline
export function addLine(from: usize, marks: usize): bool {
  const end = <usize>load<u32>(marks + (<usize>(width - 1) << 2));
  if (end - from > maxRecordBytes) return false;
  const experimentId = field(from, marks, experimentColumn);
  const userId = field(from, marks, userColumn);
  // Both at once: only NOT_PLAIN has the highest bit set.
  if (<i64>(experimentId | userId) < 0) return false;
  const row = nextRow();
  for (let slot: u32 = 0; slot < slots; slot++) {
    const value = field(from, marks, slotColumn(slot));
    if (value == NOT_PLAIN) return false;
    store<u64>(row + (<usize>slot << 3), value, 8);
  }
  if (!readList(startOf(from, marks, listColumn), endOf(marks, listColumn))) return false;
  if (!addPlainId(experimentId)) return false;

  store<u64>(row, userId);
  keepRow();
  return true;
}

@inline
function startOf(from: usize, marks: usize, column: u32): usize {
  return column == 0 ? from : <usize>load<u32>(marks + (<usize>(column - 1) << 2)) + 1;
}

/** The CR of a CRLF is no part of the last field. */
@inline
function endOf(marks: usize, column: u32): usize {
  const end = <usize>load<u32>(marks + (<usize>column << 2));
  return column == width - 1 && load<u8>(end - 1) == CR ? end - 1 : end;
}

@inline
function field(from: usize, marks: usize, column: u32): u64 {
  const start = startOf(from, marks, column);
  const end = endOf(marks, column);
  const value = parseDigits(start, end);
  return value == NOT_PLAIN ? padded(start, end) : value;
}

/** An integer with padding round it. */
function padded(from: usize, to: usize): u64 {
  while (from < to && isPadding(load<u8>(from))) from++;
  while (from < to && isPadding(load<u8>(to - 1))) to--;
  return parseDigits(from, to);
}

@inline
function isPadding(byte: u32): bool {
  return byte == SPACE || (byte == TAB && delimiter != TAB);
}

/** Reads the distinct ids of a list such as `1;2;3`. False when it is not plain; an empty one is. */
@inline
function readList(from: usize, to: usize): bool {
  beginList();
  while (from < to && isPadding(load<u8>(from))) from++;
  while (from < to && isPadding(load<u8>(to - 1))) to--;
  if (from == to) return true;
  if (to - from > LONGEST_LIST) return false;
  // Where the semicolons of the first 16 bytes are, a bit each; a longer list is searched byte by byte behind them.
  let marks = <u32>i8x16.bitmask(i8x16.eq(v128.load(from), i8x16.splat(<i8>SEMICOLON)));
  if (to - from < 16) marks &= (1 << <u32>(to - from)) - 1;
  let start = from;
  while (true) {
    let end = to;
    if (marks != 0) {
      end = from + ctz(marks);
      marks &= marks - 1;
    } else if (to - from > 16) {
      end = max(start, from + 16);
      while (end < to && load<u8>(end) != SEMICOLON) end++;
    }
    const id = parseDigits(start, end);
    if (id == NOT_PLAIN) return false;
    addToList(id);
    if (end == to) return true;
    start = end + 1;
  }
}
