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
    columns: features.filter(isNumber).flatMap(histogramOf),
    frequencies: features.filter((column) => !isNumber(column)).map(frequenciesOf),
  };
}

/** Six rows of one value, four of another. */
const COUNTS = [6, TABLE_ROWS - 6] as const;

function histogramOf(column: TableColumn): Histogram[] {
  const values = exampleValues(column, '').map((value, index) => ({
    text: String(value),
    value: Number(value),
    count: COUNTS[index] ?? 0,
  }));
  const [least, greatest] = values.toSorted((one, other) => one.value - other.value);
  const binning = SQL_TYPES[column.type].bins;
  if (!least || !greatest || !binning) {
    return [];
  }
  const scale = least.text.split('.')[1]?.length ?? 0;
  const layout = binning.layout({ min: least.text, max: greatest.text, scale });
  if (!layout) {
    return [];
  }
  const { minText, maxText, firsts, end } = layout;
  const isIn = (bin: number) => (value: number) =>
    value >= Number(firsts[bin]) && value < (bin + 1 < firsts.length ? Number(firsts[bin + 1]) : Infinity);
  const inBins = firsts.map((_, bin) => values.filter(({ value }) => isIn(bin)(value)));
  const lasts = layout.lasts(inBins.map((own) => own.at(-1)?.text ?? null));
  const bins = firsts.map((first, bin) => ({
    ...{ first, last: lasts[bin] ?? first, from: Number(first), to: Number(firsts[bin + 1] ?? end) },
    count: sum((inBins[bin] ?? []).map(({ count }) => count)),
  }));
  return [
    {
      ...{ name: column.name, min: least.value, max: greatest.value, minText, maxText, bins },
      mean: sum(values.map(({ value, count }) => value * count)) / TABLE_ROWS,
    },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function frequenciesOf(column: TableColumn): Frequencies {
  const values = exampleValues(column, '').map((value, index) => ({
    value: typeof value === 'object' ? [...value] : String(value),
    count: COUNTS[index] ?? 0,
  }));
  return { name: column.name, type: SQL_TYPES[column.type].shownAs, values, others: 0 };
}
