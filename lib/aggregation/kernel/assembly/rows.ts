// The rows of a window: parsed column by column, then added, column by column again. What is to be done with a column is so
// asked once for many rows, and the processor can wait for the records of several owners at a time.
import { MAY_COUNT, boundsAt, initialiseBounds } from './fields/bounds';
import { ABSENT, Column, columnAt, columns, parseOptional, parseRequired } from './fields/columns';
import { parseForms } from './fields/forms';
import { NOT_PLAIN } from './fields/integers';
import { TextColumn } from './fields/texts';
import { withholdRows } from './fields/withheld';
import { KEYS, OWNERS, REFERENCES, firstWanted, isFinding, isUnwanted } from './find';
import { COLUMN_BYTES, INDEX, MAX_ROWS, WINDOW, allocate } from './memory';
import { mayBeNoRow, mayFit, refuse, refuseValue, WRONG_COLUMN_COUNT } from './refusals';
import { keyColumn, keysAreTexts, maxRecordBytes, ownerColumn, ownersAreTexts, showsRows, width } from './settings';
import { addPlainIds } from './tables/id-set';
import { countEvent, countOwners, numberTexts, recordAt } from './tables/owners';
import { referenceAt, references } from './tables/references';
import { contribution, neutralOf, operationOf, slotColumn, slotKind, slotOffset, slots, takeValue } from './tables/slots';

/** Tells the host that the rows [from, to) were added: it looks at their columns before it returns. */
@external("host", "rowsAdded")
declare function rowsAdded(from: u32, to: u32): void;

/** Eight bytes a row: the keys, and the owners, each its number once it is added. What slots and references need is in columns. */
let keys: usize = 0;
let owners: usize = 0;
/** The columns of the two where they are texts: what stands in the above is theirs then. */
let textKeys = changetype<TextColumn>(0);
let textOwners = changetype<TextColumn>(0);
/** A byte per row: whether it is left to the careful path. */
let notPlain: usize = 0;
let allPlain: bool = true;
/** How many rows were parsed last. */
let parsed: usize = 0;
/** The number of the window's first list: as there may be as many in each, no two lists of a column have the same. */
let firstList: u64 = 1;

export function initialiseRows(): void {
  if (keysAreTexts) {
    textKeys = newTextColumn();
    keys = textKeys.values;
  } else {
    keys = allocate(COLUMN_BYTES);
  }
  if (ownersAreTexts) {
    textOwners = newTextColumn();
    owners = textOwners.values;
  } else {
    owners = allocate(COLUMN_BYTES);
  }
  notPlain = allocate(<usize>MAX_ROWS + 8);
  initialiseBounds();
}

function newTextColumn(): TextColumn {
  const column = changetype<TextColumn>(allocate(offsetof<TextColumn>()));
  column.initialise(false);
  return column;
}

/** For the host, of rows that were added: the numbers of their owners, eight bytes each. */
export function ownerNumbers(): usize {
  return owners;
}

/** Where the marks of the first row are: the positions of its delimiters and its line end, then those of the next row. */
let rowMarks: usize = INDEX;

export function setRowMarks(marks: usize): void {
  rowMarks = marks;
}

/** Where a line begins whose marks begin there: after the line end before it. */
@inline
export function lineStart(marks: usize): usize {
  return <usize>load<u32>(marks - 4) + 1;
}

/** Where a row begins; of the one after the last, where the lines end. */
@inline
export function rowStart(row: u32): usize {
  return lineStart(rowMarks + ((<usize>row * width) << 2));
}

/** Parses as many rows as there are from the marks on that were set. */
export function parseRows(rows: u32): void {
  // Beyond the rows that were parsed last, no byte is set.
  if (!allPlain) memory.fill(notPlain, 0, (parsed + 7) & ~7);
  parsed = <usize>rows;
  firstList += MAX_ROWS;
  let arePlain = isUnwanted(KEYS) || (keysAreTexts ? parseTexts(textKeys, keyColumn, rows) : parseRequired(keyColumn, rowMarks, rows, keys, notPlain));
  arePlain = (isUnwanted(OWNERS) || (ownersAreTexts ? parseTexts(textOwners, ownerColumn, rows) : parseRequired(ownerColumn, rowMarks, rows, owners, notPlain))) && arePlain;
  for (let index: u32 = 0; index < columns; index++) {
    const column = columnAt(index);
    if (column.position == ABSENT) continue;
    arePlain = parseColumn(column, rows) && arePlain;
  }
  for (let reference: u32 = 0; reference < references; reference++) {
    arePlain = referenceAt(reference).parse(rowMarks, rows, notPlain) && arePlain;
  }
  allPlain = withholdRows(rowMarks, rows, notPlain) && arePlain;
  if (maxRecordBytes < WINDOW) markLongRows(rows);
}

function parseTexts(column: TextColumn, position: u32, rows: u32): bool {
  column.position = position;
  return column.parse(rowMarks, rows, notPlain);
}

@inline
function parseColumn(column: Column, rows: u32): bool {
  if (!column.hasDigitsOnly) return parseForms(column, rowMarks, rows, notPlain);
  return column.isOptional
    ? parseOptional(column.position, rowMarks, rows, column.values, notPlain)
    : parseRequired(column.position, rowMarks, rows, column.values, notPlain);
}

function markLongRows(rows: u32): void {
  for (let row: u32 = 0; row < rows; row++) {
    if (!isLong(row)) continue;
    store<u8>(notPlain + <usize>row, 1);
    allPlain = false;
  }
}

/**
 * Adds rows to the totals, up to the first that is not plain, or whose key is known already; nothing of that one is added.
 * Returns which it is, or `to`.
 */
export function addRows(from: u32, to: u32): u32 {
  if (isFinding) return firstFound(from, firstNotPlain(from, to));
  const stop = from + addPlainIds(keys + (<usize>from << 3), firstNotPlain(from, to) - from);
  if (ownersAreTexts) {
    addTextOwners(from, stop);
  } else {
    countOwners(owners + (<usize>from << 3), owners + (<usize>stop << 3));
  }
  for (let slot: u32 = 0; slot < slots; slot++) {
    const column = slotColumn(slot);
    if (column.position != ABSENT) addValues(slot, column, from, stop);
  }
  for (let reference: u32 = 0; reference < references; reference++) referenceAt(reference).addRows(from, stop, firstList);
  if (showsRows && stop > from) show(from, stop);
  return stop;
}

/** Adds nothing, and returns which row is the first that may be wanted (find.ts), or `to`. */
function firstFound(from: u32, to: u32): u32 {
  let stop = firstWanted(KEYS, keys, from, to);
  stop = firstWanted(OWNERS, owners, from, stop);
  for (let reference: u32 = 0; reference < references; reference++) {
    stop = referenceAt(reference).firstWanted(REFERENCES + reference, from, stop);
  }
  return stop;
}

/** The same of owners that are texts. */
function addTextOwners(from: u32, to: u32): void {
  const first = <usize>from << 3;
  numberTexts(owners + first, textOwners.bounds + first, to - from);
  for (let at = owners + first, end = owners + (<usize>to << 3); at < end; at += 8) countEvent(recordAt(<u32>load<u64>(at)));
}

/** Has the accumulators of the host see rows that were added. */
function show(from: u32, to: u32): void {
  for (let index: u32 = 0; index < columns; index++) {
    const column = columnAt(index);
    if (column.nulls) column.markNulls(from, to);
  }
  rowsAdded(from, to);
}

/**
 * Notes a row that was not added, when it certainly doesn't count: by the first of its integers that is none, in the order in
 * which the careful path (lib/pipeline/load/events/event-rows.ts) looks at them: key, owner, slots, references of one id.
 */
export function refuseRow(row: u32, lines: u32): bool {
  const mark = load<u8>(notPlain + <usize>row);
  if (mark == 0 || mark == MAY_COUNT || isLong(row) || mayBeNoRow(rowStart(row))) return false;
  // Of a text that is no id the careful path says what is wrong with it.
  if (isNotPlain(keys, row)) return !keysAreTexts && refuseColumn(row, keyColumn, lines);
  if (isNotPlain(owners, row)) return !ownersAreTexts && refuseColumn(row, ownerColumn, lines);
  for (let reference: u32 = 0; reference < references; reference++) {
    if (referenceAt(reference).isTextNotPlain(row)) return false;
  }
  for (let index: u32 = 0; index < columns; index++) {
    const column = columnAt(index);
    if (isNotPlain(column.values, row)) return column.hasDigitsOnly && refuseColumn(row, column.position, lines);
  }
  return false;
}

/** Notes a line with another number of columns, from the first of its marks to that of its line end. */
export function refuseIrregular(firstMark: usize, lastMark: usize, lines: u32): bool {
  const from = lineStart(firstMark);
  const end = <usize>load<u32>(lastMark);
  // Without a delimiter it may be blank, and then it is no row.
  if (firstMark == lastMark || end - from > maxRecordBytes || mayBeNoRow(from)) return false;
  if (mayFit(from, end, <u32>((lastMark - firstMark) >> 2) + 1)) return false;
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
  const bounds = boundsAt(mark, column == width - 1);
  return refuseValue(<usize><u32>bounds + 1, <usize>(bounds >> 32), rowStart(row), rowStart(row + 1) - 1, lines, column);
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

@inline
function addValues(slot: u32, column: Column, from: u32, to: u32): void {
  const kind = slotKind(slot);
  const operation = operationOf(kind);
  const offset = slotOffset(slot);
  const values = column.values;
  const end = <usize>to << 3;
  if (operation == kind && !column.isOptional) {
    for (let row = <usize>from << 3; row < end; row += 8) {
      takeValue(recordAt(<u32>load<u64>(owners + row)) + offset, kind, load<u64>(values + row));
    }
    return;
  }
  const neutral = neutralOf(kind);
  for (let row = <usize>from << 3; row < end; row += 8) {
    takeValue(recordAt(<u32>load<u64>(owners + row)) + offset, operation, contribution(kind, neutral, load<u64>(values + row)));
  }
}
