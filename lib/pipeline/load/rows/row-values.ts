import type { CsvRecord } from '../../../csv/records/entry.ts';
import type { ColumnValue } from '../../../model/column-types/column-type.ts';
import { typeOf } from '../../../model/column-types.ts';
import type { TypedColumn } from '../../../model/columns.ts';

/** Reads a value of a record: NULL for none, undefined when the row must be rejected (value-reader.ts). */
type ReadValue<Value> = (record: CsvRecord) => Value | null | undefined;

/** A value of each; undefined at the first one for which the row must be rejected, so that a row is one reject. */
export function valuesOf<Value>(
  readers: readonly ReadValue<Value>[],
  record: CsvRecord,
): (Value | null)[] | undefined {
  const values: (Value | null)[] = [];
  for (const read of readers) {
    const value = read(record);
    if (value === undefined) {
      return undefined;
    }
    values.push(value);
  }
  return values;
}

/** Gives what writes the values of such columns as texts for SQL: an empty text is NULL. */
export function textsOf(
  columns: readonly TypedColumn[],
): (values: readonly (ColumnValue | null)[]) => (string | null)[] {
  const writers = columns.map((column) => {
    const type = typeOf(column);
    return (value: ColumnValue) => type.sqlText?.(value) ?? String(value);
  });
  return (values) =>
    writers.map((write, index) => {
      const value = values[index] ?? null;
      return value === null || value === '' ? null : write(value);
    });
}
