// Walks over whole lines in the input, a window of them at a time, and stops where a record is odd.
import { asksForUtf8, beginWindows, indexWindow, isUtf8, oddAt, setUnquoted, wholeLines } from './fields/windows';
import { INDEX, INPUT, WINDOW, allocate } from './memory';
import { clearRefusals, initialiseRefusals } from './refusals';
import { addRows, initialiseRows, lineStart, parseRows, refuseIrregular, refuseRow, rowStart, setRowMarks } from './rows';
import { delimiter, maxRecordBytes, width } from './settings';
import { hashOf } from './fields/texts';
import { addId, initialiseIds, isWideFull } from './tables/id-set';
import { countEvent, initialiseOwners, recordAt } from './tables/owners';
import { referenceAt } from './tables/references';
import { contribution, operationOf, slotKind, slotOffset, takeValue } from './tables/slots';

export { columnNulls, columnValues, placeColumn, setNullTexts, setScale, showColumn } from './fields/columns';
export { find, want } from './find';
export { setHashBits } from './fields/texts';
export { asksForUtf8, setUtf8 } from './fields/windows';
export { placeWithheld, withholdNulls } from './fields/withheld';
export { initialiseInput, listedLimit, rowLimit } from './memory';
export { keepRefused, keptBytes, keptLineCount, keptLines, refusedCount, refusedKindCount, refusedKinds } from './refusals';
export { ownerNumbers } from './rows';
export { readTexts, setFile, showRows } from './settings';
export { absorbIds, absorbOwners, absorbReferenced, absorbReferencedTexts, absorbTextOwners, reserve } from './tables/absorb';
export { clearWideIds, firstIdWord, haveIdBitsInCommon, idBits, idBitsCovered, suspect, wideIdCount, wideIds } from './tables/id-set';
export { gather, inAscendingOrder } from './tables/in-order';
export { referenceLimit, shownLimit, slotLimit } from './tables/limits';
export { numberOfOwner, numberOfTextOwner, ownerCount, ownerIds, ownerRecords, ownerTexts } from './tables/owners';
export { addReference, findReferencedText, idFirsts, idNumbers, numberOfReferenced, numberOfReferencedText, numberedIds, placeReference, referencedCount, referencedCounts, referencedIds, setReferenceNulls, referencedTexts, showReference } from './tables/references';
export { addSlot } from './tables/slots';

const LF: u32 = 10;
const QUOTE: u32 = 0x22;

/** Lines that the last call of `scan` has added or refused. */
let taken: u32 = 0;
/** Where the marks of the lines that were not looked at yet begin and end in INDEX. */
let unread: usize = 0;
let marksEnd: usize = 0;
/** Where the marks begin of lines that have another number of columns, four bytes each, and those of what the window cuts. */
let irregulars: usize = 0;
/** The next of them; 0 when they are not known. */
let nextIrregular: usize = 0;
/** Whether the last window had any: then the next one probably has, too. */
let wasIrregular: bool = false;
/** Where a line begins that has another number of columns, before the unread marks. */
let irregular: usize = 0;
/** Where its marks begin. */
let irregularMarks: usize = 0;
/** Rows that were parsed last, and the first of them that is not added yet. */
let rows: u32 = 0;
let next: u32 = 0;

/** Where the host may put bytes. */
export function input(): usize {
  return INPUT;
}

/** Called once, after initialiseInput, setFile, the slots and the references, in this order. */
export function initialise(): void {
  initialiseIds();
  initialiseOwners();
  initialiseRows();
  initialiseRefusals();
  irregulars = allocate((WINDOW + 1) << 2);
}

export function linesTaken(): u32 {
  return taken;
}

/** Forgets what is known of the bytes: there are new ones. */
export function beginChunk(): void {
  beginWindows();
  rows = 0;
  next = 0;
  unread = 0;
  marksEnd = 0;
  irregular = 0;
}

/**
 * Adds the lines in [from, to), which end with a line end, up to the first one that is not plain and may count. Returns the
 * address of that line, or `to`; also stops before a line when the host has to take the wide ids. Called again after a line
 * that was left to the careful path, it goes on in the same window.
 */
export function scan(from: usize, to: usize): usize {
  taken = 0;
  clearRefusals();
  let at = from;
  while (at < to) {
    if (next >= rows || at != rowStart(next)) {
      if (isWideFull()) return at;
      rows = at == irregular ? 0 : findRows(at, to);
      next = 0;
      if (rows == 0) {
        if (at != irregular || !refuseIrregular(irregularMarks, unread - 4, taken)) return at;
        taken++;
        at = lineStart(unread);
        irregular = 0;
        continue;
      }
      parseRows(rows);
    }
    const stop = addRows(next, rows);
    taken += stop - next;
    next = stop + 1;
    at = rowStart(stop);
    if (stop == rows) continue;
    if (!refuseRow(stop, taken)) return at;
    taken++;
    at = rowStart(next);
  }
  return at;
}

/** Finds lines with as many columns as there must be, from the address on: many of a window, or one. None: it can't be plain. */
function findRows(from: usize, to: usize): u32 {
  if (from == oddAt) return 0;
  // After a line that was not plain, or the rows of the window before it, the marks are known already.
  if (unread < marksEnd && lineStart(unread) == from) {
    const lines = regularLines();
    if (lines > 0 || from == irregular) return lines;
  }
  unread = INDEX;
  marksEnd = INDEX;
  store<u32>(INDEX - 4, <u32>from - 1);
  const marks = indexWindow(from, min(from + WINDOW, to));
  if (wholeLines > 0) {
    marksEnd = INDEX + (<usize>marks << 2);
    if (!wasIrregular && areAllRegular()) return allLines();
    findIrregulars();
    return regularLines();
  }
  if (from == oddAt || asksForUtf8()) return 0;
  // It is longer than a window.
  setUnquoted();
  setRowMarks(INDEX);
  return <u32>isOneLine(from, to);
}

/**
 * Whether all lines of the window have as many columns as there must be: there are as many marks for each line end, and the last of
 * these is one each time. Then no other mark is one.
 */
function areAllRegular(): bool {
  const step = <usize>width << 2;
  const end = INDEX + <usize>wholeLines * step;
  if (end > marksEnd) return false;
  let others: u32 = 0;
  for (let mark = INDEX + step - 4; mark < end; mark += step) others |= <u32>load<u8>(load<u32>(mark)) ^ LF;
  return others == 0;
}

/** Takes all of them off the unread marks. What follows is a line that the window cuts, if anything. */
function allLines(): u32 {
  setRowMarks(INDEX);
  irregular = 0;
  unread = marksEnd + 4;
  return wholeLines;
}

/**
 * Notes the lines that have another number of columns: those with no line end where that of a regular line is. All other lines have
 * one there. If every line has one line end then, these have no other, and each of their other marks is a delimiter.
 */
function findIrregulars(): void {
  const step = <usize>width << 2;
  let out = irregulars;
  let lines: u32 = 0;
  let mark = INDEX;
  for (;;) {
    const last = mark + step - 4;
    if (last < marksEnd && isLineEnd(last)) {
      mark = last + 4;
      lines++;
      continue;
    }
    store<u32>(out, <u32>mark);
    out += 4;
    mark = lineEndFrom(mark);
    if (mark >= marksEnd) break;
    mark += 4;
    lines++;
  }
  wasIrregular = out > irregulars + 4;
  nextIrregular = lines == wholeLines ? irregulars : 0;
}

/** Takes the lines that are regular off the unread marks, and one that is not after them. */
function regularLines(): u32 {
  const step = <usize>width << 2;
  let mark = unread;
  setRowMarks(mark);
  if (nextIrregular != 0) {
    mark = <usize>load<u32>(nextIrregular);
    nextIrregular += 4;
  } else {
    while (mark + step <= marksEnd && isRegular(mark)) mark += step;
  }
  const lines = <u32>((mark - unread) / step);
  // What follows is a line of another number of columns; or one that the window cuts, of which nothing is known.
  irregular = lineStart(mark);
  irregularMarks = mark;
  mark = lineEndFrom(mark);
  if (mark >= marksEnd) irregular = 0;
  unread = mark + 4;
  return lines;
}

/** The first of the marks from there on that is one of a line end; the end of the marks when none is. */
@inline
function lineEndFrom(marks: usize): usize {
  let mark = marks;
  while (mark < marksEnd && !isLineEnd(mark)) mark += 4;
  return mark;
}

@inline
function isLineEnd(mark: usize): bool {
  return <u32>load<u8>(load<u32>(mark)) == LF;
}

/** Whether the marks of a line are delimiters, and a line end after them. */
@inline
function isRegular(mark: usize): bool {
  const end = mark + (<usize>(width - 1) << 2);
  let others: u32 = <u32>load<u8>(load<u32>(end)) ^ LF;
  for (let at = mark; at < end; at += 4) others |= <u32>load<u8>(load<u32>(at)) ^ delimiter;
  return others == 0;
}

/** Finds the delimiters of one line, which may be longer than a window. False when it can't be a plain one. */
function isOneLine(from: usize, to: usize): bool {
  let marks: u32 = 0;
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == QUOTE || byte == 0 || (byte > 127 && !isUtf8())) return false;
    if (byte != LF && byte != delimiter) continue;
    if (marks == width) return false;
    store<u32>(INDEX + (<usize>marks << 2), <u32>at);
    marks++;
    if (byte == LF) return marks == width && at - from <= maxRecordBytes;
  }
  return false;
}

/** For the careful path, which reads what is not plain. The same tables, one value at a time; NULL is not told. */
export function addEventId(id: u64): bool {
  return addId(id);
}
export function hashOfText(from: usize, length: u32): u64 {
  return hashOf(from, length);
}
export function recordOf(owner: u32): usize {
  return recordAt(owner);
}
export function addValue(record: usize, slot: u32, value: u64): void {
  const kind = slotKind(slot);
  takeValue(record + slotOffset(slot), operationOf(kind), contribution(kind, 0, value));
}
export function endEvent(record: usize): void {
  countEvent(record);
}
export function addReferenced(reference: u32, id: u64): void {
  referenceAt(reference).add(id, 1);
}
export function addReferencedText(reference: u32, from: usize, length: u32): void {
  referenceAt(reference).addText(from, length, 1);
}
