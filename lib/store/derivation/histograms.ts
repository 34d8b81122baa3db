import type { Database } from '../../clients/postgres.ts';
import { quoted, type TableColumn } from './table-columns.ts';

/** Bars of a histogram at most. */
const MOST_BINS = 20;

/** How the values of a column are distributed. */
export interface ColumnHistogram {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly bins: { readonly from: number; readonly to: number; readonly count: number }[];
}

/**
 * Distributions of some columns, by SQL: one look at the table for their limits, one for the bins. Bins of a column of
 * integers are as wide as a whole number of them. A column without values is left out.
 */
export async function histograms(
  database: Database,
  columns: readonly TableColumn[],
): Promise<{ readonly users: number; readonly columns: ColumnHistogram[] }> {
  const [limits] = await database.unsafe<Record<string, number | null>[]>(limitsStatement(columns));
  const wanted = columns.flatMap((column, index): Layout[] => {
    const [min, max, mean] = [limits?.[`min_${index}`], limits?.[`max_${index}`], limits?.[`mean_${index}`]];
    if (typeof min !== 'number' || typeof max !== 'number' || typeof mean !== 'number') {
      return [];
    }
    return [{ column, min, max, mean, width: widthOf(column, min, max) }];
  });
  const users = limits?.['all_rows'] ?? 0;
  if (wanted.length === 0) {
    return { users, columns: [] };
  }
  const rows = await database.unsafe<{ column: number; bin: number; count: number }[]>(binsStatement(wanted));
  return {
    users,
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
  readonly width: number;
}

function limitsStatement(columns: readonly TableColumn[]): string {
  const limits = columns.map(({ name }, index) => {
    const column = quoted(name);
    return `min(${column})::float8 AS min_${index}, max(${column})::float8 AS max_${index}, avg(${column})::float8 AS mean_${index}`;
  });
  return `SELECT ${['count(*)::float8 AS all_rows', ...limits].join(', ')} FROM public.users_derivation`;
}

function widthOf({ type }: TableColumn, min: number, max: number): number {
  if (type === 'double precision') {
    return (max - min) / MOST_BINS || 1;
  }
  return Math.max(1, Math.ceil((max - min + 1) / MOST_BINS));
}

/** Columns and numbers are ours, so nothing in it comes from a request. */
function binsStatement(layouts: readonly Layout[]): string {
  return layouts
    .map(({ column, min, max, width }, index) => {
      const last = Math.max(0, binCount(column, min, max, width) - 1);
      const bin = `least(${last}, floor((${quoted(column.name)}::float8 - ${min}) / ${width}))::int`;
      return `SELECT ${index} AS "column", ${bin} AS bin, count(*)::float8 AS count
              FROM public.users_derivation WHERE ${quoted(column.name)} IS NOT NULL GROUP BY 2`;
    })
    .join(' UNION ALL ');
}

function binCount({ type }: TableColumn, min: number, max: number, width: number): number {
  return type === 'double precision'
    ? Math.max(1, Math.round((max - min) / width))
    : Math.ceil((max - min + 1) / width);
}

function histogram(
  { column, min, max, mean, width }: Layout,
  rows: readonly { bin: number; count: number }[],
): ColumnHistogram {
  const counts = new Map(rows.map(({ bin, count }) => [bin, count]));
  const bins = Array.from({ length: binCount(column, min, max, width) }, (_, bin) => {
    return { from: min + bin * width, to: min + (bin + 1) * width, count: counts.get(bin) ?? 0 };
  });
  return { name: column.name, min, max, mean, bins };
}
