// Columns whose fields are not just digits: decimals, and those in which a text may stand for nothing. One field at a time.
import { ends, findFields, mayEndWithCr, step } from './bounds';
import { Column, parseOptional, parseRequired } from './columns';
import { NO_SCALE, parseDecimal } from './decimals';
import { NOT_PLAIN, NULL, endOf, isPadding, parseDigits } from './integers';
import { isNullText } from './null-texts';

/** Parses such a column of the rows whose marks begin there, as parseRequired and parseOptional do. */
export function parseForms(column: Column, marks: usize, rows: u32, notPlain: usize): bool {
  // Where no text stands for nothing, which may be in nearly all windows, the fields are parsed four at a time.
  if (column.scale == NO_SCALE && !column.isNumberNull) {
    const parsed = column.isOptional
      ? parseOptional(column.position, marks, rows, column.values, 0)
      : parseRequired(column.position, marks, rows, column.values, 0);
    if (parsed) return true;
  }
  let arePlain = findFields(column.position, marks, rows, notPlain);
  let mark = ends;
  let out = column.values;
  for (let row: u32 = 0; row < rows; row++, mark += step, out += 8) {
    let from = <usize>load<u32>(mark - 4) + 1;
    let to = endOf(mark, mayEndWithCr);
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
