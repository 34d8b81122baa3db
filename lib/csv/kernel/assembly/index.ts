// Walks over whole lines in the input: windows of plain lines at full speed, a window with anything odd line by line.
import { indexWindow, isOdd, lineEnds } from './blocks';
import { addId, initialiseIds, isWideFull } from './id-set';
import { addLine } from './lines';
import { FIRST_WINDOW, INDEX, INPUT, setHeap, WINDOW } from './memory';
import { addRows, initialiseRows } from './rows';
import { delimiter, slotKind, width } from './settings';
import { countExperiment, initialiseTotals, mention, recordAt, slotOffset, takeValue, userNumber } from './totals';

export { clearWideIds, idBits, idBitsCovered, suspect, wideIdCount, wideIds } from './id-set';
export { addSlot, setFile } from './settings';
export { compoundCount, compoundIds, compoundMentions, userCount, userIds, userRecords } from './totals';

const LF: u32 = 10;
const QUOTE: u32 = 0x22;

/** Lines that the last call of `scan` has added. */
let taken: u32 = 0;
/** Below this address lines are taken one by one. */
let oddUntil: usize = 0;

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

/** Forgets which bytes were odd: there are new ones. */
export function beginChunk(): void {
  oddUntil = 0;
}

/**
 * Adds the lines in [from, to), which end with a line end, up to the first one that is not plain. Returns the address of
 * that line, or `to`; also stops before a line when the host has to take the wide ids.
 */
export function scan(from: usize, to: usize): usize {
  taken = 0;
  let at = from;
  // Small windows at first: where lines that are not plain come often, most of a large one would be looked at for nothing.
  let size = FIRST_WINDOW;
  while (at < to) {
    if (isWideFull()) return at;
    if (at < oddUntil) {
      const next = oneLine(at, to);
      if (next == 0) return at;
      at = next;
      continue;
    }
    const windowEnd = min(at + size, to);
    size = min<usize>(2 * size, WINDOW);
    const marks = indexWindow(at, windowEnd);
    const lines = lineEnds;
    if (isOdd || lines == 0 || !isRegular(marks, lines)) {
      oddUntil = windowEnd;
      continue;
    }
    const stop = window(at, lines);
    addRows();
    if (stop != 0) return stop;
    at = <usize>load<u32>(INDEX + ((<usize>lines * width - 1) << 2)) + 1;
  }
  return at;
}

/** Whether every line of the window has as many delimiters as columns need. */
@inline
function isRegular(marks: u32, lines: u32): bool {
  // Behind the last line end there may be delimiters of a line that the window cuts.
  if (lines * width > marks) return false;
  for (let line: u32 = 1; line <= lines; line++) {
    if (load<u8>(load<u32>(INDEX + ((<usize>line * width - 1) << 2))) != LF) return false;
  }
  return true; // all line ends are accounted for, so that what is between them are delimiters
}

/** Adds the lines of a regular window. Returns the address of the first one that is not plain, or 0. */
@inline
function window(from: usize, lines: u32): usize {
  let start = from;
  let marks = INDEX;
  const step = <usize>width << 2;
  for (let line: u32 = 0; line < lines; line++) {
    if (isWideFull() || !addLine(start, marks)) return start;
    taken++;
    marks += step;
    start = <usize>load<u32>(marks - 4) + 1;
  }
  return 0;
}

/** Adds one line. Returns the address behind it, or 0 when it is not plain. */
function oneLine(from: usize, to: usize): usize {
  let marks: u32 = 0;
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == QUOTE || byte == 0 || byte > 127) return 0;
    if (byte != LF && byte != delimiter) continue;
    if (marks == width) return 0;
    store<u32>(INDEX + (<usize>marks << 2), <u32>at);
    marks++;
    if (byte != LF) continue;
    if (marks != width || !addLine(from, INDEX)) return 0;
    addRows();
    taken++;
    return at + 1;
  }
  return 0;
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
