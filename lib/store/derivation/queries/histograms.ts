import type { Database, Transaction } from '../../../clients/postgres.ts';
import { SQL_TYPES } from '../../../model/sql-types.ts';
import type { Table, TableColumn } from '../table-columns.ts';
import { type BinnedColumn, binsStatement, limitsStatement } from './histogram-sql.ts';

/** A bin of a histogram. `first` and `last` are its ends, inclusive and exact; `from` and `to` are for drawing. */
export interface Bin {
  readonly first: string;
  readonly last: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How the values of a column are distributed. */
export interface ColumnHistogram {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly minText: string;
  readonly maxText: string;
  readonly mean: number;
  readonly bins: Bin[];
}

/**
 * Distributions of some columns of numbers of the table, by SQL: one look at the table for their limits, one for the bins, both at
 * the same version of it. A column without values is left out, and so is one with a value that is no finite number.
 */
export async function histograms(
  database: Database,
  { sqlName, columns }: Pick<Table, 'sqlName' | 'columns'>,
): Promise<{ readonly rows: number; readonly columns: ColumnHistogram[] }> {
  return await database.begin(async (transaction) => {
    await transaction`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`;
    const { text } = limitsStatement({ sqlName, columns });
    const [found = {}] = await transaction.unsafe<LimitsRow[]>(text);
    const binned = columns.flatMap((column, index) => binnedColumn(column, found, index));
    const counts = await countsOf(transaction, sqlName, binned);
    return {
      rows: Number(found['all_rows'] ?? 0),
      columns: binned.map((one, index) =>
        histogram(
          one,
          counts.filter(({ column }) => column === index),
        ),
      ),
    };
  });
}

type LimitsRow = Readonly<Record<string, string | number | null>>;

interface BinCount {
  readonly column: number;
  readonly bin: number;
  readonly count: number;
  readonly greatest: string;
}

type WithMean = BinnedColumn & { readonly mean: number };

function binnedColumn(column: TableColumn, found: LimitsRow, index: number): WithMean[] {
  const [min, max] = [found[`min_${index}`], found[`max_${index}`]];
  const scale = Number(found[`scale_${index}`] ?? 0);
  const layout =
    typeof min === 'string' && typeof max === 'string'
      ? SQL_TYPES[column.type].bins?.layout({ min, max, scale })
      : undefined;
  return layout ? [{ column, layout, mean: Number(found[`mean_${index}`]) }] : [];
}

async function countsOf(
  transaction: Transaction,
  sqlName: string,
  columns: readonly BinnedColumn[],
): Promise<BinCount[]> {
  if (columns.length === 0) {
    return [];
  }
  const { text, parameters } = binsStatement(sqlName, columns);
  return await transaction.unsafe<BinCount[]>(text, parameters);
}

function histogram({ column, layout, mean }: WithMean, counts: readonly BinCount[]): ColumnHistogram {
  const { minText, maxText, firsts, end } = layout;
  const found = new Map(counts.map((count) => [count.bin, count]));
  const lasts = layout.lasts(firsts.map((_, bin) => found.get(bin)?.greatest ?? null));
  const bins = firsts.map((first, bin) => ({
    first,
    last: lasts[bin] ?? first,
    from: Number(first),
    to: Number(firsts[bin + 1] ?? end),
    count: found.get(bin)?.count ?? 0,
  }));
  const [min, max] = [Number(minText), Number(maxText)];
  return { name: column.name, min, max, minText, maxText, mean, bins };
}
