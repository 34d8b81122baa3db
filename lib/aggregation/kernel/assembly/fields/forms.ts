// Columns whose fields are not just digits: decimals, and those in which a text may stand for nothing. One field at a time.
import { Column, parseOptional, parseRequired } from './columns';
import { NO_SCALE, parseDecimal } from './decimals';
import { NOT_PLAIN, NULL, endOf, isPadding, parseDigits } from './integers';
import { isNullText } from './null-texts';
import { width } from '../settings';

/** Parses such a column of the rows whose marks begin there, as parseRequired and parseOptional do. */
export function parseForms(column: Column, marks: usize, rows: u32, notPlain: usize): bool {
  // Where no text stands for nothing, which may be in nearly all windows, the fields are parsed four at a time.
  if (column.scale == NO_SCALE && !column.isNumberNull) {
    const parsed = column.isOptional
      ? parseOptional(column.position, marks, rows, column.values, 0)
      : parseRequired(column.position, marks, rows, column.values, 0);
    if (parsed) return true;
  }
  const isLast = column.position == width - 1;
  const step = <usize>width << 2;
  let mark = marks + (<usize>column.position << 2);
  let out = column.values;
  let arePlain = true;
  for (let row: u32 = 0; row < rows; row++, mark += step, out += 8) {
    let from = <usize>load<u32>(mark - 4) + 1;
    let to = endOf(mark, isLast);
    while (from < to && isPadding(load<u8>(from))) from++;
    while (from < to && isPadding(load<u8>(to - 1))) to--;
    const value = valueOf(column, from, to);
    store<u64>(out, value);
    if (value != NOT_PLAIN) continue;
    store<u8>(notPlain + <usize>row, 1);
    arePlain = false;
  }
  return arePlain;
}

@inline
function valueOf(column: Column, from: usize, to: usize): u64 {
  if (from == to || (column.nullTexts != 0 && isNullText(column.nullTexts, from, to))) return column.isOptional ? NULL : NOT_PLAIN;
  return column.scale == NO_SCALE ? parseDigits(from, to) : parseDecimal(from, to, <usize>column.scale);
}
