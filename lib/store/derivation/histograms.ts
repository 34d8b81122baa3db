import type { Database } from '../../clients/postgres.ts';
import type { Bins } from '../../model/sql-types/sql-value.ts';
import { SQL_TYPES } from '../../model/sql-types.ts';
import { quoted, type Table, type TableColumn } from './table-columns.ts';

/** How the values of a column are distributed. */
export interface ColumnHistogram {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly bins: { readonly from: number; readonly to: number; readonly count: number }[];
}

/**
 * Distributions of some columns of numbers of the table, by SQL: one look at the table for their limits, one for the bins. A column without
 * values is left out.
 */
export async function histograms(
  database: Database,
  { sqlName, columns }: Pick<Table, 'sqlName' | 'columns'>,
): Promise<{ readonly rows: number; readonly columns: ColumnHistogram[] }> {
  const [limits] = await database.unsafe<Record<string, number | null>[]>(limitsStatement(sqlName, columns));
  const wanted = columns.flatMap((column, index): Layout[] => {
    const [min, max, mean] = [limits?.[`min_${index}`], limits?.[`max_${index}`], limits?.[`mean_${index}`]];
    if (typeof min !== 'number' || typeof max !== 'number' || typeof mean !== 'number') {
      return [];
    }
    const bins = SQL_TYPES[column.type].bins?.(min, max);
    return bins ? [{ column, min, max, mean, bins }] : [];
  });
  const all = limits?.['all_rows'] ?? 0;
  if (wanted.length === 0) {
    return { rows: all, columns: [] };
  }
  const rows = await database.unsafe<{ column: number; bin: number; count: number }[]>(
    binsStatement(sqlName, wanted),
  );
  return {
    rows: all,
    columns: wanted.map((layout, index) =>
      histogram(
        layout,
        rows.filter((row) => row.column === index),
      ),
    ),
  };
}

interface Layout {
  readonly column: TableColumn;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly bins: Bins;
}

function limitsStatement(table: string, columns: readonly TableColumn[]): string {
  const limits = columns.map(({ name }, index) => {
    const column = quoted(name);
    return `min(${column})::float8 AS min_${index}, max(${column})::float8 AS max_${index}, avg(${column})::float8 AS mean_${index}`;
  });
  return `SELECT ${['count(*)::float8 AS all_rows', ...limits].join(', ')} FROM ${table}`;
}

/** Columns and numbers are ours, so nothing in it comes from a request. */
function binsStatement(table: string, layouts: readonly Layout[]): string {
  return layouts
    .map(({ column, min, bins: { width, count } }, index) => {
      const bin = `least(${count - 1}, floor((${quoted(column.name)}::float8 - ${min}) / ${width}))::int`;
      return `SELECT ${index} AS "column", ${bin} AS bin, count(*)::float8 AS count
              FROM ${table} WHERE ${quoted(column.name)} IS NOT NULL GROUP BY 2`;
    })
    .join(' UNION ALL ');
}

function histogram(
  { column, min, max, mean, bins: { width, count } }: Layout,
  rows: readonly { bin: number; count: number }[],
): ColumnHistogram {
  const counts = new Map(rows.map(({ bin, count }) => [bin, count]));
  const bins = Array.from({ length: count }, (_, bin) => {
    return { from: min + bin * width, to: min + (bin + 1) * width, count: counts.get(bin) ?? 0 };
  });
  return { name: column.name, min, max, mean, bins };
}
