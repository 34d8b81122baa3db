// Columns whose rows are left to the careful path where a text stands for nothing: keys, owners and lists, of which only that path knows
// what becomes of the row.
import { MAY_COUNT, ends, findFields, mayEndWithCr, step } from './bounds';
import { ABSENT } from './columns';
import { endOf, isPadding } from './integers';
import { isNullText } from './null-texts';
import { allocate } from '../memory';

@final @unmanaged
class Withheld {
  /** Position among the columns of a record, or ABSENT. */
  position: u32;
  nullTexts: usize;
  /** The one that was added before; 0 for none. */
  next: usize;
}

let last: usize = 0;

/** Adds a column and the set of its texts. Returns where it is, for placeWithheld. */
export function withholdNulls(position: u32, nullTexts: usize): usize {
  const column = changetype<Withheld>(allocate(offsetof<Withheld>()));
  column.position = position;
  column.nullTexts = nullTexts;
  column.next = last;
  last = changetype<usize>(column);
  return last;
}

/** Says where such a column is in the file that comes next. */
export function placeWithheld(column: usize, position: u32): void {
  changetype<Withheld>(column).position = position;
}

/** Marks the rows, whose marks begin there, that have such a text in such a column. Says whether there are none. */
export function withholdRows(marks: usize, rows: u32, notPlain: usize): bool {
  let areNone = true;
  for (let at = last; at != 0; at = changetype<Withheld>(at).next) {
    const column = changetype<Withheld>(at);
    if (column.position != ABSENT) areNone = withhold(column, marks, rows, notPlain) && areNone;
  }
  return areNone;
}

function withhold(column: Withheld, marks: usize, rows: u32, notPlain: usize): bool {
  let areNone = findFields(column.position, marks, rows, notPlain);
  let mark = ends;
  for (let row: u32 = 0; row < rows; row++, mark += step) {
    let from = <usize>load<u32>(mark - 4) + 1;
    let to = endOf(mark, mayEndWithCr);
    while (from < to && isPadding(load<u8>(from))) from++;
    while (from < to && isPadding(load<u8>(to - 1))) to--;
    if (!isNullText(column.nullTexts, from, to)) continue;
    store<u8>(notPlain + <usize>row, MAY_COUNT);
    areNone = false;
  }
  return areNone;
}
