import { decimalBins } from '../bins/stepped-bins.ts';
import type { SqlValue } from './sql-value.ts';

const isDecimal = (text: string): boolean => /^-?\d{1,40}(\.\d{1,40})?$/.test(text);

/** Decimals, exact: in JSON a text such as `12.50`, since a JSON number is read as a double. */
export const numericValue: SqlValue = {
  shownAs: 'decimal',
  selected: (column) => `${column}::text`,
  isInCursor: isDecimal,
  given: { valueOf: (text) => (isDecimal(text) ? text : undefined), wanted: 'a decimal such as 12.50' },
  bins: decimalBins,
  isText: false,
  csv: String,
};
