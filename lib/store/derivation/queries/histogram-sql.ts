import type { BinLayout } from '../../../model/bins/bins.ts';
import { SQL_TYPES } from '../../../model/sql-types.ts';
import { literalOf } from '../../array-literal.ts';
import { quoted, type Table, type TableColumn } from '../table-columns.ts';
import type { Statement } from './feature-sql.ts';

/** A column of numbers, and the bins that its values are counted in. */
export interface BinnedColumn {
  readonly column: TableColumn;
  readonly layout: BinLayout;
}

type Columns = Pick<Table, 'sqlName' | 'columns'>;

/** The statement for the limits of columns of numbers: one look at the table. Texts, which lose nothing. */
export function limitsStatement({ sqlName, columns }: Columns): Statement {
  const limits = columns.flatMap(({ name, type }, index) => {
    const column = quoted(name);
    const { bins } = SQL_TYPES[type];
    return bins === null
      ? []
      : `min(${column})::text AS min_${index}, max(${column})::text AS max_${index},
         ${bins.mean(column)} AS mean_${index}, max(${bins.scale(column)})::float8 AS scale_${index}`;
  });
  return {
    text: `SELECT ${['count(*)::float8 AS all_rows', ...limits].join(', ')} FROM ${sqlName}`,
    parameters: [],
  };
}

/** The statement that counts the values of each bin. They are compared as values of their own type, so none is rounded into another bin. */
export function binsStatement(sqlName: string, columns: readonly BinnedColumn[]): Statement {
  const parameters = columns.map(({ layout }) => literalOf(layout.firsts));
  const counts = columns.map(({ column: { name, type } }, index) => {
    const column = quoted(name);
    return `SELECT ${index} AS "column", width_bucket(${column}, $${index + 1}::text::${type}[]) - 1 AS bin,
                   count(*)::float8 AS count, max(${column})::text AS greatest
            FROM ${sqlName} WHERE ${column} IS NOT NULL GROUP BY 2`;
  });
  return { text: counts.join(' UNION ALL '), parameters };
}
