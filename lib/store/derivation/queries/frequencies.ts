import type { Database } from '../../../clients/postgres.ts';
import { SQL_TYPES } from '../../../model/sql-types.ts';
import { quoted, type Table, type TableColumn } from '../table-columns.ts';

/** How many values are told of a column. */
const MOST_VALUES = 10;

/** The most frequent values of a column. */
export interface ColumnFrequencies {
  readonly column: TableColumn;
  readonly values: { readonly value: string | string[]; readonly count: number }[];
  /** How many rows have a value that is none of these. */
  readonly others: number;
}

/** The ten most frequent values of some columns of the table, by one statement. A column without values is left out. */
export async function frequencies(
  database: Database,
  { sqlName, columns }: Pick<Table, 'sqlName' | 'columns'>,
): Promise<ColumnFrequencies[]> {
  if (columns.length === 0) {
    return [];
  }
  const rows = await database.unsafe<
    { column: number; value: string | string[]; count: number; total: number }[]
  >(frequenciesStatement(sqlName, columns));
  return columns.flatMap((column, index): ColumnFrequencies[] => {
    const own = rows.filter((row) => row.column === index);
    const [first] = own;
    if (!first) {
      return [];
    }
    const values = own.map(({ value, count }) => ({ value, count }));
    return [{ column, values, others: values.reduce((left, { count }) => left - count, first.total) }];
  });
}

/** Columns and numbers are ours, so nothing in it comes from a request. */
function frequenciesStatement(table: string, columns: readonly TableColumn[]): string {
  const most = columns.map(({ name, type }, index) => {
    const column = quoted(name);
    // The smallest value decides between equals, so that the answer is the same each time.
    return `
      SELECT ${index} AS "column", to_jsonb(${SQL_TYPES[type].selected(column)}) AS value, etl_count AS count,
        (SELECT count(${column})::float8 FROM ${table}) AS total,
        row_number() OVER (ORDER BY etl_count DESC, ${column}) AS place
      FROM (
        SELECT ${column}, count(*)::float8 AS etl_count FROM ${table}
        WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY etl_count DESC, ${column} LIMIT ${MOST_VALUES}
      ) AS most_frequent`;
  });
  return `${most.join(' UNION ALL ')} ORDER BY "column", place`;
}
