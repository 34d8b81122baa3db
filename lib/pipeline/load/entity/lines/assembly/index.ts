// Finds the fields of plain lines of the entity, and writes them as elements of arrays. What a field must be, the host says.
import { findFields, initialiseColumns } from './fields';
import { markWindow } from './marks';
import { INPUT, WINDOW, initialiseMemory } from './memory';
import { findLines } from './rows';
import { delimiter } from './settings';

export { writePlain, writeTexts } from './elements';
export { boundsOf, placeColumn } from './fields';
export { MAX_ROWS as rowLimit, notPlain, output, starts } from './memory';
export { setFile } from './settings';

/** Called first and once, before setFile and placeColumn. */
export function initialise(inputBytes: u32, columns: u32): void {
  initialiseMemory(inputBytes);
  initialiseColumns(columns);
}

/** Where the host puts bytes. */
export function input(): usize {
  return INPUT;
}

/**
 * Finds lines in [from, to), which are counted from INPUT: as many as have their end in a window that begins there. For each it
 * says where it begins, whether it is not plain, and of those that are where the fields are.
 *
 * @returns how many; none when the first line is longer than a window
 */
export function findRows(from: usize, to: usize): u32 {
  const start = INPUT + from;
  const marksEnd = markWindow(start, min(start + WINDOW, INPUT + to), delimiter);
  const rows = findLines(start, marksEnd);
  findFields(rows);
  return rows;
}
