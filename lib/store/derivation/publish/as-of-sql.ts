import { AS_OF } from '../../../model/declaration/input-problems.ts';
import type { Feature, SqlNames } from '../../../model/features/feature.ts';
import type { Model } from '../../../model/model.ts';
import { derivationTable, quoted, type TableColumn } from '../table-columns.ts';
import { asWritten } from './publish-sql.ts';

/** A column that follows from the row and the as-of date, which is $1: its value, as an expression over the columns of the table. */
export type DailyColumn = TableColumn & { readonly value: string };

/** The columns that the same rows and events have otherwise on another day. Undefined where a feature takes more than the row and the as-of date: its value is not to be had from the table alone. */
export function dailyColumns(model: Model): DailyColumn[] | undefined {
  const values = new Map<string, string>([[AS_OF, '$1::date']]);
  for (const [name, feature] of model.features) {
    const { value, isDaily, isOfRowAlone } = derivedFromRow(feature);
    if (isDaily && !isOfRowAlone) {
      return undefined;
    }
    if (isDaily) {
      values.set(name, `(${value})::${feature.sqlType}`);
    }
  }
  return derivationTable(model).columns.flatMap((column) => {
    const value = values.get(column.name);
    return value === undefined ? [] : [{ ...column, value }];
  });
}

/** What a feature takes, told by what it asks for the names of. */
function derivedFromRow(feature: Feature) {
  let isDaily = false;
  let isOfRowAlone = true;
  const elsewhere = () => {
    isOfRowAlone = false;
    return 'NULL';
  };
  const names: SqlNames = {
    ...{ rows: elsewhere, slot: elsewhere, value: elsewhere, lookup: elsewhere },
    column: ({ name }) => quoted(name),
    get asOf() {
      isDaily = true;
      return '$1::date';
    },
  };
  return { value: feature.sql(names), isDaily, isOfRowAlone };
}

/**
 * The statement that gives the daily columns their values for the day $1, in those rows that have others, and were written by the transaction
 * $2 or one older than $3. One that somebody else changes meanwhile is left alone: with the number of this transaction it would pass for ours.
 */
export function asOfStatement(model: Model, daily: readonly DailyColumn[]): string {
  const written = (value: (column: DailyColumn) => string) =>
    daily.map((column) => asWritten(value(column), column)).join(', ');
  return `
    UPDATE ${derivationTable(model).sqlName}
    SET ${daily.map(({ name, value }) => `${quoted(name)} = ${value}`).join(', ')}
    WHERE (${written(({ name }) => quoted(name))}) IS DISTINCT FROM (${written(({ value }) => value)})
      AND (xmin = $2::xid8::xid OR age(xmin) > age($3::xid8::xid))`;
}
