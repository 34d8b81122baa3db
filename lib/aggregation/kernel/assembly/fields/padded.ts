// Columns of integers with padding round them, such as `12, 7`: as padding is in all rows of a file mostly, the bounds of all fields of a
// window are noted without it, and then parsed as those of lists are: four at a time.
import { ends, mayEndWithCr, step } from './bounds';
import { endOf, isPadding, parseFields } from './integers';
import { MAX_ROWS, allocate } from '../memory';

/** Per row the position of the byte before its field, and of its end, four bytes each; of the column that is parsed. */
let bounds: usize = 0;

/** Whether the first of the fields that were found has padding, by which a window is judged. */
@inline
export function isPadded(): bool {
  const from = <usize>load<u32>(ends - 4) + 1;
  const to = endOf(ends, mayEndWithCr);
  return from < to && (isPadding(load<u8>(from)) || isPadding(load<u8>(to - 1)));
}

/** Parses the fields that were found, as parseRequired and parseOptional do, after it has left padding out. */
export function parseTrimmed(rows: u32, out: usize, notPlain: usize, mayBeEmpty: bool): bool {
  if (bounds == 0) bounds = allocate(<usize>MAX_ROWS << 3);
  const next = step;
  const mayHaveCr = mayEndWithCr;
  let mark = ends;
  for (let at = bounds, end = bounds + (<usize>rows << 3); at < end; at += 8, mark += next) {
    let from = <usize>load<u32>(mark - 4) + 1;
    let to = endOf(mark, mayHaveCr);
    while (from < to && isPadding(load<u8>(from))) from++;
    while (from < to && isPadding(load<u8>(to - 1))) to--;
    store<u32>(at, <u32>from - 1);
    store<u32>(at, <u32>to, 4);
  }
  return mayBeEmpty
    ? parseFields(bounds + 4, 8, rows, out, notPlain, false, false, true)
    : parseFields(bounds + 4, 8, rows, out, notPlain, false, false, false);
}
