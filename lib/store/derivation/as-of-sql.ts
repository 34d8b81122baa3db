import { AS_OF } from '../../model/declaration/input-problems.ts';
import type { Feature, SqlNames } from '../../model/features/feature.ts';
import type { Model } from '../../model/model.ts';
import { asWritten } from './publish-sql.ts';
import { derivationTable, quoted, type TableColumn } from './table-columns.ts';

/** What of a row follows from the as-of date, and what does not. */
export interface AsOfColumns {
  /** Columns that the same rows and events have alike on every day. */
  readonly lasting: readonly TableColumn[];
  /** Those that follow from the row and the as-of date, which is $1: their values, as expressions over the columns of the table. */
  readonly daily: readonly (TableColumn & { readonly value: string })[];
}

/** Undefined where a feature takes more than the row and the as-of date: its value is not to be had from the table alone. */
export function asOfColumns(model: Model): AsOfColumns | undefined {
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
  const { columns } = derivationTable(model);
  return {
    lasting: columns.filter(({ name }) => !values.has(name)),
    daily: columns.flatMap((column) => {
      const value = values.get(column.name);
      return value === undefined ? [] : [{ ...column, value }];
    }),
  };
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
 * The query for what the lasting columns of the table hold, as two numbers: `rows`, and `sum`, of a hash of each row. The hash of a record
 * alone adds up its values: two rows that swap one would come to the same sum, so it is hashed once more.
 */
export function contentQuery(model: Model, { lasting }: AsOfColumns): string {
  const values = lasting.map((column) => asWritten(quoted(column.name), column)).join(', ');
  return `
    SELECT count(*) AS rows, coalesce(sum(hashint8extended(hash_record_extended(ROW(${values}), 0), 0)), 0)::text AS sum
    FROM ${derivationTable(model).sqlName}`;
}

/** The statement that gives the daily columns their values for the day $1, in those rows that have others. */
export function asOfStatement(model: Model, { daily }: AsOfColumns): string {
  const written = (value: (column: (typeof daily)[number]) => string) =>
    daily.map((column) => asWritten(value(column), column)).join(', ');
  return `
    UPDATE ${derivationTable(model).sqlName}
    SET ${daily.map(({ name, value }) => `${quoted(name)} = ${value}`).join(', ')}
    WHERE (${written(({ name }) => quoted(name))}) IS DISTINCT FROM (${written(({ value }) => value)})`;
}
