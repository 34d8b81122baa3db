// The fields of a column: where each begins and ends, without quotes and padding.
import { INPUT, MAX_ROWS, allocate, doubled, notPlain, rowMarks, starts } from './memory';
import { QUOTE, beforeCarriageReturns } from './rows';
import { isPadding, width } from './settings';

/** Position of a column that the file lacks. */
const ABSENT: u32 = 0xffff_ffff;

/** A column that is read. */
@final @unmanaged
class Column {
  /** Position in the line, or ABSENT. */
  position: u32;
  /** Whether a quote inside may be doubled. */
  takesDoubled: bool;
  /** For each row the start and the end of its field, counted from INPUT; nothing of a column that is absent. */
  bounds: usize;
}

let columns: usize = 0;
let count: u32 = 0;

/** Called once: makes room for so many columns. */
export function initialiseColumns(count_: u32): void {
  count = count_;
  columns = allocate(<usize>count * offsetof<Column>());
  for (let index: u32 = 0; index < count; index++) columnAt(index).bounds = allocate(<usize>MAX_ROWS << 3);
}

@inline
function columnAt(index: u32): Column {
  return changetype<Column>(columns + <usize>index * offsetof<Column>());
}

/** Says where a column is in the file that comes next. */
export function placeColumn(index: u32, position: u32, takesDoubled: bool): void {
  const column = columnAt(index);
  column.position = position;
  column.takesDoubled = takesDoubled;
  if (position == ABSENT) memory.fill(column.bounds, 0, <usize>MAX_ROWS << 3);
}

export function boundsOf(index: u32): usize {
  return columnAt(index).bounds;
}

/** Finds the fields of all columns in so many rows, of which those are passed over that are not plain. */
export function findFields(rows: u32): void {
  for (let index: u32 = 0; index < count; index++) {
    const column = columnAt(index);
    if (column.position == 0) findFirst(column, rows);
    else if (column.position != ABSENT) findOthers(column, rows);
  }
}

function findFirst(column: Column, rows: u32): void {
  const isLast = width == 1;
  for (let row: u32 = 0; row < rows; row++) {
    if (load<u8>(notPlain + <usize>row)) continue;
    const from = INPUT + <usize>load<u32>(starts + (<usize>row << 2));
    const to = <usize>load<u32>(load<u32>(rowMarks + (<usize>row << 2)));
    setBounds(column, row, from, to, isLast);
  }
}

function findOthers(column: Column, rows: u32): void {
  const isLast = column.position == width - 1;
  const before = <usize>(column.position - 1) << 2;
  for (let row: u32 = 0; row < rows; row++) {
    if (load<u8>(notPlain + <usize>row)) continue;
    const mark = <usize>load<u32>(rowMarks + (<usize>row << 2)) + before;
    setBounds(column, row, <usize>load<u32>(mark) + 1, <usize>load<u32>(mark, 4), isLast);
  }
}

/** Takes padding, quotes, and padding inside these away from a field, and writes down what is left. */
@inline
function setBounds(column: Column, row: u32, start: usize, end: usize, isLast: bool): void {
  let from = start;
  // No further than the field: what stands before the line is no part of it.
  let to = end;
  if (isLast) while (to > from && <u32>load<u8>(to - 1) == 13) to--;
  while (from < to && isPadding(load<u8>(from))) from++;
  while (from < to && isPadding(load<u8>(to - 1))) to--;
  if (from < to && <u32>load<u8>(from) == QUOTE) {
    from++;
    to--;
    while (from < to && isPadding(load<u8>(from))) from++;
    while (from < to && isPadding(load<u8>(to - 1))) to--;
    if (load<u8>(doubled + <usize>row) && !column.takesDoubled && hasQuote(from, to)) store<u8>(notPlain + <usize>row, 1);
  }
  const bounds = column.bounds + (<usize>row << 3);
  store<u32>(bounds, <u32>(from - INPUT));
  store<u32>(bounds, <u32>(to - INPUT), 4);
}

function hasQuote(from: usize, to: usize): bool {
  let at = from;
  while (at < to && <u32>load<u8>(at) != QUOTE) at++;
  return at < to;
}
