// The rows of a window, parsed but not added yet. Adding many at once lets the processor wait for the records of several
// users at a time; row by row it would wait for each, which takes longer than parsing.
import { WINDOW, allocate } from './memory';
import { slotKind, slots } from './settings';
import { countExperiment, mention, recordAt, slotOffset, takeValue, userNumber } from './totals';

/** A line has four fields or more, so that it takes at least four bytes of the window. */
const CAPACITY: usize = WINDOW >> 2;

/** Per row: the user's id, later its number, then a value for each slot; eight bytes each. */
let rows: usize = 0;
let rowBytes: usize = 16;
let end: usize = 0;

/** The compounds that the rows name; behind them those of the line that is being read. */
let lists: usize = 0;
let listStart: usize = 0;
let listEnd: usize = 0;

/** The slots are set before. */
export function initialiseRows(): void {
  rowBytes = (<usize>slots + 1) << 3;
  rows = allocate(CAPACITY * rowBytes);
  end = rows;
  // An id and what follows it take two bytes at least; a list is no longer than a window.
  lists = allocate(WINDOW << 3);
  listStart = lists;
}

/** Where the next row goes; it is one only when it is kept. */
@inline
export function nextRow(): usize {
  return end;
}

@inline
export function keepRow(): void {
  end += rowBytes;
  listStart = listEnd;
}

/** The ids of a list that was read, one by one: they are those of a row only when it is kept. */
@inline
export function beginList(): void {
  listEnd = listStart;
}

@inline
export function addToList(id: u64): void {
  for (let at = listStart; at < listEnd; at += 8) if (load<u64>(at) == id) return;
  store<u64>(listEnd, id);
  listEnd += 8;
}

/** Adds the rows to the totals, column by column: what is to be done with a value is asked once for all rows. */
export function addRows(): void {
  for (let row = rows; row < end; row += rowBytes) store<u64>(row, <u64>userNumber(load<u64>(row)));
  for (let slot: u32 = 0; slot < slots; slot++) addColumn(slotOffset(slot), slotKind(slot), <usize>(slot + 1) << 3);
  for (let row = rows; row < end; row += rowBytes) countExperiment(recordAt(<u32>load<u64>(row)));
  for (let at = lists; at < listStart; at += 8) mention(load<u64>(at));
  end = rows;
  listStart = lists;
}

function addColumn(offset: usize, kind: u32, column: usize): void {
  for (let row = rows; row < end; row += rowBytes) {
    takeValue(recordAt(<u32>load<u64>(row)) + offset, kind, load<u64>(row + column));
  }
}
