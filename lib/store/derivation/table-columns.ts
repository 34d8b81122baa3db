import { typeOf } from '../../model/column-types.ts';
import type { TypedColumn } from '../../model/columns.ts';
import { AS_OF } from '../../model/declaration/input-problems.ts';
import type { IdKind } from '../../model/id-types.ts';
import type { Model } from '../../model/model.ts';
import { type ReadColumn, readColumns } from '../../model/read-columns.ts';
import { SQL_TYPES, type SqlType } from '../../model/sql-types.ts';

/** A column of the table of the result. */
export interface TableColumn {
  readonly name: string;
  readonly type: SqlType;
  /** Of lists, what the ids in them are; integers, where it is not said. */
  readonly listOf?: IdKind;
  /** Whether the model declares it as a feature. */
  readonly derived: boolean;
  /** Whether it never is NULL. */
  readonly filled: boolean;
  /** Of a number of days that counts to the as-of date: what it counts from. */
  readonly countedFrom?: {
    /** The column of the entity. */
    readonly name: string;
    /** The day, as an SQL expression over that column. */
    readonly day: string;
  };
}

/** The table, or as much of it as is read. */
export interface Table {
  /** What it is called in SQL, with its schema. */
  readonly sqlName: string;
  /** The column by which a row is found. */
  readonly key: string;
  readonly columns: readonly TableColumn[];
}

/** A column's name as SQL wants it: the model has checked its letters, but it may be a word like `order`. */
export const quoted = (name: string): string => `"${name}"`;

/** The name of the table of the result as SQL wants it, with its schema. */
export const derivationName = ({ table }: Pick<Model, 'table'>): string => `public.${quoted(table)}`;

/** The SQL type of a column of the entity: the model has checked that it has one. */
export const sqlTypeOf = (column: TypedColumn): SqlType => typeOf(column).sqlType ?? 'text';

/** The columns that a row takes from the entity: its key first, then the others in the order in which they are declared. */
export function entityColumns(model: Model): readonly ReadColumn[] {
  const { key } = model.entity;
  const columns = readColumns(model, model.entity);
  return [
    ...columns.filter(({ name }) => name === key.name),
    ...columns.filter(({ name }) => name !== key.name),
  ];
}

/** The table of the result: the columns of the entity, the derived ones, and the day that they were derived for. */
export function derivationTable(model: Model): Table {
  const own = entityColumns(model).map((column) => ({
    name: column.name,
    type: sqlTypeOf(column),
    derived: false,
    filled: column.required && !typeOf(column).takesEmpty,
  }));
  // A feature that is no longer declared must not stand in the way of new rows, so its column may be NULL.
  const derived = model.features.map(([name, { sqlType, listOf, countedFrom }]) => {
    const from = countedFrom && {
      name: countedFrom.column.name,
      day: countedFrom.day(quoted(countedFrom.column.name)),
    };
    const column = { name, type: sqlType, derived: true, filled: false };
    return { ...column, ...(listOf && { listOf }), ...(from && { countedFrom: from }) };
  });
  const asOf = { name: AS_OF, type: 'date', derived: false, filled: true } as const;
  return { sqlName: derivationName(model), key: model.entity.key.name, columns: [...own, ...derived, asOf] };
}

/** The SQL type of the key: bigint, or text. */
export const keyTypeOf = ({ key, columns }: Pick<Table, 'key' | 'columns'>): SqlType =>
  columns.find(({ name }) => name === key)?.type ?? 'bigint';

/** The columns that rows can be sorted by. */
export const sortableColumns = ({ columns }: Table): readonly TableColumn[] =>
  columns.filter(({ type }) => SQL_TYPES[type].isInCursor !== null);
