// Where the fields of a column are: between two marks; in a window with quotes, between the quotes that may be next to these.
import { endOf, isPadding } from './integers';
import { isQuoted, mayBeDoubled } from './windows';
import { COLUMN_BYTES, allocate } from '../memory';
import { width } from '../settings';

/** In the marks of rows that are not plain: the row may count, whatever else is wrong with it. */
export const MAY_COUNT: u8 = 2;

const QUOTE: u32 = 0x22;

/**
 * Of the column that was looked for last: where the end of its first field stands, right behind the position of the byte before that
 * field; after how many bytes the next ones do; and whether a CR before an end is part of the line end.
 */
export let ends: usize = 0;
export let step: usize = 0;
export let mayEndWithCr: bool = false;

/** Such bounds of one column without its quotes: two words for each row. */
let moved: usize = 0;

export function initialiseBounds(): void {
  moved = allocate(COLUMN_BYTES);
}

/**
 * Looks for the fields of a column in the rows whose marks begin there. In a window with quotes the bounds are moved in, and valid until
 * the next column is looked for.
 *
 * @param notPlain where a byte is set for each row that has a doubled quote there; 0 for nowhere
 * @returns whether there is no doubled quote
 */
export function findFields(position: u32, marks: usize, rows: u32, notPlain: usize): bool {
  const isLast = position == width - 1;
  ends = marks + (<usize>position << 2);
  step = <usize>width << 2;
  mayEndWithCr = isLast;
  if (!isQuoted) return true;
  let mark = ends;
  let out = moved;
  for (let row: u32 = 0; row < rows; row++, mark += step, out += 8) store<u64>(out, boundsAt(mark, isLast));
  ends = moved + 4;
  step = 8;
  mayEndWithCr = false;
  return !mayBeDoubled || leaveDoubled(rows, notPlain);
}

/** Of the field whose end is marked there: the position of the byte before it in the lower half, that of its end in the upper. */
@inline
export function boundsAt(mark: usize, isLast: bool): u64 {
  const before = <usize>load<u32>(mark - 4);
  const end = endOf(mark, isLast);
  const first = <u32>load<u8>(before + 1);
  const quotes = <usize>(isQuoted && first == QUOTE);
  if (isPadding(first) || (quotes && <u32>load<u8>(end - 1) != QUOTE)) return paddedBounds(before, end);
  return <u64>(before + quotes) | (<u64>(end - quotes) << 32);
}

/** The same where padding is outside the quotes, if there are any. */
function paddedBounds(before: usize, end: usize): u64 {
  let from = before + 1;
  let to = end;
  while (from < to && isPadding(load<u8>(from))) from++;
  while (from < to && isPadding(load<u8>(to - 1))) to--;
  const quotes = <usize>(isQuoted && from < to && <u32>load<u8>(from) == QUOTE);
  return <u64>(from - 1 + quotes) | (<u64>(to - quotes) << 32);
}

/** Leaves the rows to the careful path whose fields, as they were moved in, have a quote inside: it is half of a doubled one. */
function leaveDoubled(rows: u32, notPlain: usize): bool {
  let areNone = true;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const to = <usize>load<u32>(moved + (row << 3), 4);
    let at = <usize>load<u32>(moved + (row << 3)) + 1;
    while (at < to && <u32>load<u8>(at) != QUOTE) at++;
    if (at >= to) continue;
    areNone = false;
    if (notPlain != 0) store<u8>(notPlain + row, MAY_COUNT);
  }
  return areNone;
}
