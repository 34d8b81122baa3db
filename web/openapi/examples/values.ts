import type { JsonValue } from '../../../lib/model/sql-types/sql-value.ts';
import type { SqlType } from '../../../lib/model/sql-types.ts';
import type { TableColumn } from '../../../lib/store/derivation/table-columns.ts';
import { AS_OF } from './moments.ts';

/** Texts of columns with usual names, of two rows. */
const USUAL_TEXTS: Readonly<Record<string, readonly [string, string]>> = {
  name: ['Alice', 'Bob'],
  email: ['alice@example.com', 'bob@example.com'],
  city: ['Bremen', 'Lyon'],
  country: ['Germany', 'France'],
};

/** Values of two rows by their type. Days and numbers of days agree: the first day is 1,421 days before AS_OF, the second 1,390. */
const VALUES: Readonly<
  Record<SqlType, (column: TableColumn) => readonly [first: JsonValue, second: JsonValue]>
> = {
  bigint: () => ['2', '3'],
  integer: () => [1421, 1390],
  'double precision': () => [7.5, 12.25],
  numeric: () => ['12.50', '99.00'],
  text: ({ name }) => USUAL_TEXTS[name] ?? [`${words(name)} 1`, `${words(name)} 2`],
  date: () => ['2023-01-01', '2023-02-01'],
  'timestamp with time zone': () => ['2023-01-01T09:30:00Z', '2023-02-01T17:05:09Z'],
  jsonb: ({ listOf }) => (listOf === 'texts' ? [['P-1'], ['P-1', 'P-2']] : [['7'], ['7', '12']]),
};

/** What a column of the table has in the two rows of the examples. */
export function exampleValues(column: TableColumn, key: string): readonly [JsonValue, JsonValue] {
  if (column.name === key) {
    return column.type === 'bigint' ? ['1', '2'] : ['U001', 'U002'];
  }
  return column.name === 'as_of' ? [AS_OF, AS_OF] : VALUES[column.type](column);
}

/** A name as words. @example words('favourite_tag') // 'favourite tag' */
const words = (name: string): string => name.replaceAll('_', ' ');
