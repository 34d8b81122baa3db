import type * as z from 'zod/mini';
import { countedOf } from '../../../lib/http/message.ts';
import type { Model } from '../../../lib/model/model.ts';
import { SQL_TYPES } from '../../../lib/model/sql-types.ts';
import type { Frequencies, Histogram, statsBody } from '../../../lib/schemas/feature.ts';
import { derivationTable, type TableColumn } from '../../../lib/store/derivation/table-columns.ts';
import { RUN_ID } from './moments.ts';
import { exampleValues } from './values.ts';

/** Rows of the table in all examples. */
export const TABLE_ROWS = 10;

/** The answer of /stats: the features of the model. */
export function statsExample(model: Model): z.output<typeof statsBody> {
  const features = derivationTable(model).columns.filter(({ derived }) => derived);
  const isNumber = ({ type }: TableColumn) => SQL_TYPES[type].bins !== null;
  return {
    message: `Features of ${countedOf(TABLE_ROWS, model.entity)}`,
    runId: RUN_ID,
    users: TABLE_ROWS,
    columns: features.filter(isNumber).map(histogramOf),
    frequencies: features.filter((column) => !isNumber(column)).map(frequenciesOf),
  };
}

/** Six rows of one value, four of another. */
const COUNTS = [6, TABLE_ROWS - 6] as const;

function histogramOf(column: TableColumn): Histogram {
  const [one, other] = exampleValues(column, '').map(Number) as [number, number];
  const [min, max] = [Math.min(one, other), Math.max(one, other)];
  // Of whole numbers the bins are as wide as a whole number of them.
  const isWhole = SQL_TYPES[column.type].shownAs === 'integer';
  const width = isWhole ? Math.ceil((max - min + 1) / COUNTS.length) : (max - min) / COUNTS.length;
  return {
    name: column.name,
    ...{ min, max, mean: (min * COUNTS[0] + max * COUNTS[1]) / TABLE_ROWS },
    bins: COUNTS.map((count, index) => ({ from: min + index * width, to: min + (index + 1) * width, count })),
  };
}

function frequenciesOf(column: TableColumn): Frequencies {
  const values = exampleValues(column, '').map((value, index) => ({
    value: typeof value === 'object' ? [...value] : String(value),
    count: COUNTS[index] ?? 0,
  }));
  return { name: column.name, type: SQL_TYPES[column.type].shownAs, values, others: 0 };
}
