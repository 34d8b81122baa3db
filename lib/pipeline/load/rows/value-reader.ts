import type { Header } from '../../../csv/header/header.ts';
import type { CsvRecord } from '../../../csv/records/entry.ts';
import { trimInvisible } from '../../../csv/values/invisible.ts';
import { ValueDefect } from '../../../model/column-types/column-type.ts';
import { typeOf } from '../../../model/column-types.ts';
import type { ColumnValues, TypedColumn, TypeName } from '../../../model/columns.ts';
import type { Findings } from '../../findings/findings.ts';
import { positionOf } from './position.ts';
import { noteRecordDoubts } from './record-doubts.ts';

/** As much of a column as it takes to read its values. */
export interface ValueColumn<Type extends TypeName = TypeName> extends TypedColumn<Type> {
  readonly name: string;
  readonly required: boolean;
}

/**
 * Gives what reads the values of a column: NULL for none, where the column may do without one, or for one whose defect is only
 * a warning; undefined when the row must be rejected. Both are noted in the findings.
 *
 * @throws Error when the file must have the column, and plan did not look for it
 */
export function valueReader<Type extends TypeName>(
  column: ValueColumn<Type>,
  header: Pick<Header, 'columns'>,
  findings: Findings,
): (record: CsvRecord) => ColumnValues[Type] | null | undefined {
  const { name, required } = column;
  const position = required ? positionOf(header, name) : header.columns[name];
  if (position === undefined) {
    return () => null;
  }
  const { parse, takesEmpty, keepsEnds = false } = typeOf(column);
  const mayBeEmpty = !required && !takesEmpty;
  const nulls = column.nulls?.length ? new Set(column.nulls) : undefined;
  return (record) => {
    const field = fieldOf(record, position, keepsEnds);
    const text = nulls?.has(field) ? '' : field;
    if (mayBeEmpty && text === '') {
      return null;
    }
    const value = parse(text);
    if (!(value instanceof ValueDefect)) {
      return value;
    }
    findings.add(record, value.reason, name, value.severity, record.fields[position]);
    return value.severity === 'reject' ? undefined : null;
  };
}

/** A field as its type reads it. */
function fieldOf({ fields }: CsvRecord, position: number, keepsEnds: boolean): string {
  const field = fields[position] ?? '';
  return keepsEnds ? field : trimInvisible(field);
}

/**
 * Gives what notes the doubts about a row that counts, and about its values: they are warnings, with which the values count, too.
 *
 * @param columns those that are read
 */
export function doubtNoter(
  columns: readonly ValueColumn[],
  header: Pick<Header, 'columns'>,
  findings: Findings,
): (record: CsvRecord) => void {
  const doubtful = columns.flatMap((column) => {
    const { doubtOf, keepsEnds = false } = typeOf(column);
    const position = header.columns[column.name];
    const { name, nulls = [] } = column;
    return doubtOf && position !== undefined ? [{ name, position, doubtOf, keepsEnds, nulls }] : [];
  });
  return (record) => {
    noteRecordDoubts(record, findings);
    for (const { name, position, doubtOf, keepsEnds, nulls } of doubtful) {
      const field = fieldOf(record, position, keepsEnds);
      const doubt = nulls.includes(field) ? undefined : doubtOf(field);
      if (doubt) {
        findings.add(record, doubt.reason, name, doubt.severity, record.fields[position]);
      }
    }
  };
}
