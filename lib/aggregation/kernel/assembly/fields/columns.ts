// Columns of integers: each is parsed once, however many slots and references need it.
import { ends, findFields, mayEndWithCr, step } from './bounds';
import { NO_SCALE } from './decimals';
import { NULL, parseFields } from './integers';
import { isPadded, parseTrimmed } from './padded';
import { COLUMN_BYTES, MAX_ROWS, allocate } from '../memory';
import { MAX_REFERENCES, MAX_SHOWN, MAX_SLOTS } from '../tables/limits';

/** The position of a column that the file has not. */
export const ABSENT: u32 = 0xffffffff;

@final @unmanaged
export class Column {
  /** Position among the columns of a record, or ABSENT. */
  position: u32;
  /** Whether an empty field is NULL. */
  isOptional: bool;
  /** Eight bytes a row of the window. */
  values: usize;
  /** A byte a row, 1 for NULL; of columns that accumulators see and that may have some, else 0. */
  nulls: usize;
  /** Of decimals, how many places there are after the point; else NO_SCALE. */
  scale: i32;
  /** The set of texts that stand for NULL; 0 for none. */
  nullTexts: usize;
  /** Whether one of them may be a number in digits. */
  isNumberNull: bool;

  /** Says where it is in the file that comes next. One that is absent is NULL in every row: there is nothing to parse. */
  place(position: u32): void {
    this.position = position;
    if (position != ABSENT) return;
    for (let row: usize = 0; row < MAX_ROWS; row++) store<u64>(this.values + (row << 3), NULL);
  }

  /** Whether its fields are digits only: then what is no number is certainly none. */
  @inline
  get hasDigitsOnly(): bool {
    return this.scale == NO_SCALE && this.nullTexts == 0;
  }

  /** Marks what is NULL of some rows. */
  markNulls(from: u32, to: u32): void {
    for (let row = <usize>from; row < to; row++) {
      store<u8>(this.nulls + row, <u8>(load<u64>(this.values + (row << 3)) == NULL));
    }
  }
}

/** How many columns are parsed. */
export let columns: u32 = 0;
/** Each of them, in the order in which they are first needed. */
const list = memory.data(4 * (MAX_SLOTS + MAX_SHOWN + MAX_REFERENCES), 16);

@inline
export function columnAt(index: u32): Column {
  return changetype<Column>(<usize>load<u32>(list + (<usize>index << 2)));
}

/** The column of that position, which is parsed from now on. Of those that are absent nobody knows which are the same. */
export function columnOf(position: u32, isOptional: bool): Column {
  for (let index: u32 = 0; index < columns; index++) {
    const known = columnAt(index);
    if (position != ABSENT && known.position == position && known.isOptional == isOptional) return known;
  }
  const column = changetype<Column>(allocate(offsetof<Column>()));
  column.isOptional = isOptional;
  column.scale = NO_SCALE;
  column.values = allocate(COLUMN_BYTES);
  column.place(position);
  store<u32>(list + (<usize>columns << 2), <u32>changetype<usize>(column));
  columns++;
  return column;
}

/** Has accumulators see a column: after the slots, before the references. Returns where it is. */
export function showColumn(position: u32, isOptional: bool): usize {
  const column = columnOf(position, isOptional);
  if (isOptional && column.nulls == 0) column.nulls = allocate(MAX_ROWS);
  return changetype<usize>(column);
}

/** Says where a column is in the file that comes next. */
export function placeColumn(column: usize, position: u32): void {
  changetype<Column>(column).place(position);
}

/** Says that a column has decimals. */
export function setScale(column: usize, scale: u32): void {
  changetype<Column>(column).scale = <i32>scale;
}

/** Says which texts stand for nothing in a column, and whether one of them may be a number in digits. */
export function setNullTexts(column: usize, nullTexts: usize, isNumberNull: bool): void {
  changetype<Column>(column).nullTexts = nullTexts;
  changetype<Column>(column).isNumberNull = isNumberNull;
}

/** For the host: where the values of a column are, and the marks of what is NULL; 0 where nothing can be. */
export function columnValues(column: usize): usize {
  return changetype<Column>(column).values;
}
export function columnNulls(column: usize): usize {
  return changetype<Column>(column).nulls;
}

/** Parses a column of the rows whose marks begin there. Marks rows that are not plain, a byte per row, and says whether all are. */
export function parseRequired(position: u32, marks: usize, rows: u32, out: usize, notPlain: usize): bool {
  const areSingle = findFields(position, marks, rows, notPlain);
  const arePlain = isPadded()
    ? parseTrimmed(rows, out, notPlain, false)
    : parseFields(ends, step, rows, out, notPlain, mayEndWithCr, true, false);
  return arePlain && areSingle;
}

/** The same of a column in which a field may be empty: NULL. */
export function parseOptional(position: u32, marks: usize, rows: u32, out: usize, notPlain: usize): bool {
  const areSingle = findFields(position, marks, rows, notPlain);
  const arePlain = isPadded()
    ? parseTrimmed(rows, out, notPlain, true)
    : parseFields(ends, step, rows, out, notPlain, mayEndWithCr, true, true);
  return arePlain && areSingle;
}
