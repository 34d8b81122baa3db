// The rows of a window, parsed but not added yet. Adding many at once lets the processor wait for the records of several
// users at a time; row by row it would wait for each, which takes longer than parsing.
import { WINDOW, allocate } from './memory';
import { slots } from './settings';
import { countExperiment, recordAt, takeValue, userNumber } from './totals';

/** The shortest line has four fields: a row of a window takes at least eight bytes of it. */
const CAPACITY: usize = WINDOW >> 3;

/** Per row: the user's id, later its number, then a value for each slot; eight bytes each. */
let rows: usize = 0;
let rowBytes: usize = 16;
let end: usize = 0;

/** The slots are set before. */
export function initialiseRows(): void {
  rowBytes = (<usize>slots + 1) << 3;
  rows = allocate(CAPACITY * rowBytes);
  end = rows;
}

/** Where the next row goes; it is one only when it is kept. */
@inline
export function nextRow(): usize {
  return end;
}

@inline
export function keepRow(): void {
  end += rowBytes;
}

/** Adds the rows to the totals. */
export function addRows(): void {
  for (let row = rows; row < end; row += rowBytes) store<u64>(row, <u64>userNumber(load<u64>(row)));
  for (let row = rows; row < end; row += rowBytes) {
    const record = recordAt(<u32>load<u64>(row));
    for (let slot: u32 = 0; slot < slots; slot++) takeValue(record, slot, load<u64>(row + (<usize>slot << 3), 8));
    countExperiment(record);
  }
  end = rows;
}
