import type { Header } from '../../csv/header/header.ts';
import type { CsvRecord } from '../../csv/records/entry.ts';
import { ValueDefect } from '../../model/column-types/column-type.ts';
import { typeOf } from '../../model/column-types.ts';
import type { ColumnValues, TypedColumn, TypeName } from '../../model/columns.ts';
import type { Findings } from '../findings/findings.ts';
import { positionOf } from './position.ts';

/** As much of a column as it takes to read its values. */
export interface ValueColumn<Type extends TypeName = TypeName> extends TypedColumn<Type> {
  readonly name: string;
  readonly required: boolean;
}

/**
 * Gives what reads the values of a column: NULL for none, where the column may do without one, or for one whose defect is only
 * a warning; undefined when the row is to be rejected. Both are noted in the findings.
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
  const { parse, takesEmpty } = typeOf(column);
  const mayBeEmpty = !required && !takesEmpty;
  return (record) => {
    const text = record.fields[position] ?? '';
    if (mayBeEmpty && text === '') {
      return null;
    }
    const value = parse(text);
    if (!(value instanceof ValueDefect)) {
      return value;
    }
    findings.add(record, value.reason, name, value.severity);
    return value.severity === 'reject' ? undefined : null;
  };
}
