import type { CsvRecord } from '../../csv/records/entry.ts';
import { visible } from '../../messages/visible.ts';
import type { ColumnValue } from '../../model/column-types/column-type.ts';
import { typeOf } from '../../model/column-types.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import { type ReadColumn, readColumns } from '../../model/read-columns.ts';
import { Findings } from '../findings/findings.ts';
import { valueReader } from '../load/rows/value-reader.ts';
import { recordsOf, type Slice } from '../load/slice.ts';

/** Rows that are shown of an input. */
const SHOWN_ROWS = 3;

/** So much of a value is shown. */
const SHOWN_CHARACTERS = 40;

/** A row as it was understood. */
export interface RowAsRead {
  readonly line: number;
  /** A value for each column that is read, in the order in which they are declared. */
  readonly values: readonly ValueAsRead[];
}

/** A value as it was understood: its text, NULL for none; or what stands there where that is no value. */
export type ValueAsRead =
  | { readonly column: string; readonly value: string | null }
  | { readonly column: string; readonly unusable: string };

/**
 * The first rows of a source as they are understood, column by column: those whose columns can be told, 3 at most, whether or not
 * they count. What a file has no column of is left out.
 *
 * @throws InputError as recordsOf does
 */
export async function rowsAsRead(
  slice: Slice,
  input: Input,
  model: Model,
  maxRecordBytes: number,
): Promise<RowAsRead[]> {
  const readers = readColumns(model, input)
    .filter(({ name }) => slice.header.columns[name] !== undefined)
    .map((column) => valueAsRead(column, slice));
  const rows: RowAsRead[] = [];
  for await (const { entries } of recordsOf(slice, maxRecordBytes)) {
    const records = entries.filter((entry) => entry.kind === 'record');
    for (const record of records.slice(0, SHOWN_ROWS - rows.length)) {
      rows.push({ line: record.line, values: readers.map((read) => read(record)) });
    }
    if (rows.length === SHOWN_ROWS) {
      break;
    }
  }
  return rows;
}

function valueAsRead(column: ReadColumn, { header }: Slice): (record: CsvRecord) => ValueAsRead {
  const { name } = column;
  const findings = new Findings();
  // Of events all that is read is needed, unless it is optional (event-rows.ts).
  const required = column.kind === 'events' ? !column.optional : column.required;
  const read = valueReader({ ...column, required }, header, findings);
  const type = typeOf(column);
  const textOf = (value: ColumnValue): string =>
    Array.isArray(value) ? value.join(';') : (type.sqlText?.(value) ?? String(value));
  return (record) => {
    findings.clear();
    const value = read(record);
    const [defect] = findings.rows;
    if (defect) {
      return { column: name, unusable: visible(defect.seen ?? '', SHOWN_CHARACTERS) };
    }
    const text = value === null || value === undefined ? '' : textOf(value);
    return { column: name, value: text === '' ? null : visible(text, SHOWN_CHARACTERS) };
  };
}

/** The rows as a table on its side, a line for each column: a value for each row, NULL for none. */
export function tableOf(rows: readonly RowAsRead[]): string[] {
  const [first] = rows;
  if (!first) {
    return [];
  }
  const cells = first.values.map(({ column }, at) => [
    column,
    ...rows.map(({ values }) => cellOf(values[at])),
  ]);
  const widths = Array.from({ length: rows.length + 1 }, (_, at) =>
    Math.max(...cells.map((line) => line[at]?.length ?? 0)),
  );
  return cells.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function cellOf(value: ValueAsRead | undefined): string {
  if (!value) {
    return '';
  }
  return 'unusable' in value ? `unusable: "${value.unusable}"` : (value.value ?? 'NULL');
}
