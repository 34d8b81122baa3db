// The rows of a window: parsed column by column, then added, column by column again. What is to be done with a column is so
// asked once for many rows, and the processor can wait for the records of several users at a time.
import { addPlainId } from './id-set';
import { NOT_PLAIN, endOf, parseFields } from './integers';
import { firstIdOf, initialiseLists, listedId, ownerOf, parseLists } from './lists';
import { INDEX, MAX_ROWS, WINDOW, allocate } from './memory';
import { experimentColumn, maxRecordBytes, slotColumn, slotKind, slots, userColumn, width } from './settings';
import { refuse, refuseValue, WRONG_COLUMN_COUNT } from './refusals';
import { countExperiment, mentionOnce, recordAt, slotOffset, takeValue, userNumber } from './totals';

const COLUMN_BYTES: usize = <usize>MAX_ROWS << 3;

/** Per column eight bytes a row: experiment, user (its number once it is added), then the slots. */
let experiments: usize = 0;
let users: usize = 0;
let values: usize = 0;
/** A byte per row: whether it is left to the careful path. */
let notPlain: usize = 0;
let allPlain: bool = true;
/** The number of the window's first list: as there may be as many in each, no two lists of a file have the same. */
let firstList: u64 = 1;

/** The slots are set before. */
export function initialiseRows(): void {
  experiments = allocate(COLUMN_BYTES);
  users = allocate(COLUMN_BYTES);
  values = allocate(COLUMN_BYTES * <usize>slots);
  notPlain = allocate(<usize>MAX_ROWS + 8);
  initialiseLists();
}

/** Where the marks of the first row are: the positions of its delimiters and its line end, then those of the next row. */
let rowMarks: usize = INDEX;

export function setRowMarks(marks: usize): void {
  rowMarks = marks;
}

/** Where a line begins whose marks begin there: behind the line end before it. */
@inline
export function lineStart(marks: usize): usize {
  return <usize>load<u32>(marks - 4) + 1;
}

/** Where a row begins; of the one behind the last, where the lines end. */
@inline
export function rowStart(row: u32): usize {
  return lineStart(rowMarks + ((<usize>row * width) << 2));
}

/** Parses as many rows as there are from the marks on that were set. */
export function parseRows(rows: u32): void {
  if (!allPlain) memory.fill(notPlain, 0, <usize>MAX_ROWS);
  allPlain = true;
  firstList += MAX_ROWS;
  parseColumn(experimentColumn, rows, experiments);
  parseColumn(userColumn, rows, users);
  for (let slot: u32 = 0; slot < slots; slot++) parseColumn(slotColumn(slot), rows, values + <usize>slot * COLUMN_BYTES);
  if (!parseLists(rowMarks, rows, notPlain)) allPlain = false;
  if (maxRecordBytes < WINDOW) markLongRows(rows);
}

function parseColumn(column: u32, rows: u32, out: usize): void {
  const ends = rowMarks + (<usize>column << 2);
  if (!parseFields(ends, <usize>width << 2, rows, out, notPlain, column == width - 1, true)) allPlain = false;
}

function markLongRows(rows: u32): void {
  for (let row: u32 = 0; row < rows; row++) {
    if (!isLong(row)) continue;
    store<u8>(notPlain + <usize>row, 1);
    allPlain = false;
  }
}

/**
 * Adds rows to the totals, up to the first that is not plain, or whose experiment is known already; nothing of that one is
 * added. Returns which it is, or `to`.
 */
export function addRows(from: u32, to: u32): u32 {
  const stop = addExperiments(from, firstNotPlain(from, to));
  for (let at = users + (<usize>from << 3), end = users + (<usize>stop << 3); at < end; at += 8) {
    const number = userNumber(load<u64>(at));
    store<u64>(at, <u64>number);
    countExperiment(recordAt(number));
  }
  for (let slot: u32 = 0; slot < slots; slot++) addColumn(slot, from, stop);
  for (let id = firstIdOf(from), end = firstIdOf(stop); id < end; id++) mentionOnce(listedId(id), firstList + ownerOf(id));
  return stop;
}

/**
 * Notes a row that was not added, when it certainly doesn't count: by the first of its integers that is none, in the order in
 * which experimentRows (lib/pipeline/load/events/event-rows.ts) looks at them.
 */
export function refuseRow(row: u32, lines: u32): bool {
  if (load<u8>(notPlain + <usize>row) == 0 || isLong(row)) return false;
  if (isNotPlain(experiments, row)) return refuseColumn(row, experimentColumn, lines);
  if (isNotPlain(users, row)) return refuseColumn(row, userColumn, lines);
  for (let slot: u32 = 0; slot < slots; slot++) {
    if (isNotPlain(values + <usize>slot * COLUMN_BYTES, row)) return refuseColumn(row, slotColumn(slot), lines);
  }
  return false;
}

/** Notes a line with another number of columns, from the first of its marks to that of its line end. */
export function refuseIrregular(firstMark: usize, lastMark: usize, lines: u32): bool {
  const from = lineStart(firstMark);
  const end = <usize>load<u32>(lastMark);
  // Without a delimiter it may be blank, and then it is no row.
  if (firstMark == lastMark || end - from > maxRecordBytes) return false;
  return refuse(from, end, lines, WRONG_COLUMN_COUNT, 0);
}

@inline
function isNotPlain(column: usize, row: u32): bool {
  return load<u64>(column + (<usize>row << 3)) == NOT_PLAIN;
}

@inline
function isLong(row: u32): bool {
  return rowStart(row + 1) - 1 - rowStart(row) > maxRecordBytes;
}

function refuseColumn(row: u32, column: u32, lines: u32): bool {
  const mark = rowMarks + ((<usize>row * width + column) << 2);
  return refuseValue(lineStart(mark), endOf(mark, column == width - 1), rowStart(row), rowStart(row + 1) - 1, lines, column);
}

@inline
function firstNotPlain(from: u32, to: u32): u32 {
  if (allPlain) return to;
  let row = from;
  while (row < to) {
    const eight = load<u64>(notPlain + <usize>row);
    if (eight != 0) return min(row + (<u32>ctz(eight) >> 3), to);
    row += 8;
  }
  return to;
}

/** Adds the ids of the experiments, up to the first that is known already. */
@inline
function addExperiments(from: u32, to: u32): u32 {
  let row = from;
  while (row < to && addPlainId(load<u64>(experiments + (<usize>row << 3)))) row++;
  return row;
}

@inline
function addColumn(slot: u32, from: u32, to: u32): void {
  const kind = slotKind(slot);
  const offset = slotOffset(slot);
  const column = values + <usize>slot * COLUMN_BYTES;
  for (let row = <usize>from << 3, end = <usize>to << 3; row < end; row += 8) {
    takeValue(recordAt(<u32>load<u64>(users + row)) + offset, kind, load<u64>(column + row));
  }
}
