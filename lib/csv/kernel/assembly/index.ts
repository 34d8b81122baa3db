// Walks over whole lines in the input: windows of lines at full speed, a window with anything odd line by line.
import { indexWindow, isOdd, lineEnds } from './blocks';
import { addId, initialiseIds, isWideFull } from './id-set';
import { INDEX, INPUT, setHeap, WINDOW } from './memory';
import { addRows, initialiseRows, parseRows, rowStart } from './rows';
import { delimiter, slotKind, width } from './settings';
import { countExperiment, initialiseTotals, mention, recordAt, slotOffset, takeValue, userNumber } from './totals';

export { clearWideIds, idBits, idBitsCovered, suspect, wideIdCount, wideIds } from './id-set';
export { countLineEnds, initialiseInput } from './line-ends';
export { addSlot, setFile } from './settings';
export { compoundCount, compoundIds, compoundMentions, numberOfUser, userCount, userIds, userRecords } from './totals';

const LF: u32 = 10;
const QUOTE: u32 = 0x22;

/** Lines that the last call of `scan` has added. */
let taken: u32 = 0;
/** Below this address lines are taken one by one. */
let oddUntil: usize = 0;
/** Rows of the window that was parsed last, and the first of them that is not added yet. */
let rows: u32 = 0;
let next: u32 = 0;

/** Where the host may put bytes. */
export function input(): usize {
  return INPUT;
}

/** Called once, behind setFile and addSlot. The host gives at most `inputBytes` at a time. */
export function initialise(inputBytes: u32): void {
  setHeap(INPUT + inputBytes + 64);
  initialiseIds();
  initialiseTotals();
  initialiseRows();
}

export function linesTaken(): u32 {
  return taken;
}

/** Forgets what is known of the bytes: there are new ones. */
export function beginChunk(): void {
  oddUntil = 0;
  rows = 0;
  next = 0;
}

/**
 * Adds the lines in [from, to), which end with a line end, up to the first one that is not plain. Returns the address of
 * that line, or `to`; also stops before a line when the host has to take the wide ids. Called again behind a line that was
 * not plain, it goes on with the rows of the same window.
 */
export function scan(from: usize, to: usize): usize {
  taken = 0;
  let at = from;
  while (at < to) {
    if (next >= rows || at != rowStart(next)) {
      if (isWideFull()) return at;
      if (!readWindow(at, to)) return at;
    }
    const stop = addRows(next, rows);
    taken += stop - next;
    next = stop + 1;
    at = rowStart(stop);
    if (stop < rows) return at;
  }
  return at;
}

/** Parses the lines of the next window: many, or where there is anything odd, one. False when not even one may be plain. */
function readWindow(from: usize, to: usize): bool {
  store<u32>(INDEX - 4, <u32>from - 1);
  next = 0;
  rows = 0;
  if (from >= oddUntil) {
    const end = min(from + WINDOW, to);
    const marks = indexWindow(from, end);
    if (!isOdd && lineEnds > 0 && isRegular(marks, lineEnds)) rows = lineEnds;
    else oddUntil = end;
  }
  if (rows == 0 && isOneLine(from, to)) rows = 1;
  if (rows > 0) parseRows(rows);
  return rows > 0;
}

/** Whether every line of the window has as many delimiters as columns need. */
@inline
function isRegular(marks: u32, lines: u32): bool {
  // Behind the last line end there may be delimiters of a line that the window cuts.
  if (lines * width > marks) return false;
  const step = <usize>width << 2;
  let others: u32 = 0;
  let mark = INDEX + step - 4;
  for (let line: u32 = 0; line < lines; line++, mark += step) others |= <u32>load<u8>(load<u32>(mark)) ^ LF;
  return others == 0; // all line ends are accounted for, so that what is between them are delimiters
}

/** Finds the delimiters of one line. False when it can't be a plain one. */
function isOneLine(from: usize, to: usize): bool {
  let marks: u32 = 0;
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == QUOTE || byte == 0 || byte > 127) return false;
    if (byte != LF && byte != delimiter) continue;
    if (marks == width) return false;
    store<u32>(INDEX + (<usize>marks << 2), <u32>at);
    marks++;
    if (byte == LF) return marks == width;
  }
  return false;
}

/** For the careful path, which reads what is not plain. The same tables, one value at a time. */
export function addExperimentId(id: u64): bool {
  return addId(id);
}
export function addCompound(id: u64): void {
  mention(id);
}
export function beginExperiment(userId: u64): usize {
  return recordAt(userNumber(userId));
}
export function addValue(record: usize, slot: u32, value: u64): void {
  takeValue(record + slotOffset(slot), slotKind(slot), value);
}
export function endExperiment(record: usize): void {
  countExperiment(record);
}
