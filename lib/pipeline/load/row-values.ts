import type { CsvRecord } from '../../csv/records/entry.ts';
import type { ColumnValue } from '../../model/column-types/column-type.ts';

/** Reads a value of a record: NULL for none, undefined when the row is to be rejected (value-reader.ts). */
type ReadValue<Value> = (record: CsvRecord) => Value | null | undefined;

/** A value of each; undefined at the first one for which the row is to be rejected, so that a row is one reject. */
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

/** A value as a text for SQL: an empty text is NULL. */
export const textOf = (value: ColumnValue | null): string | null =>
  value === null || value === '' ? null : String(value);
