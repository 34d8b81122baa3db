import { realBins, type SqlValue } from './sql-value.ts';

/** Decimals, exact: in JSON a text such as `12.50`, since a JSON number is read as a double. */
export const numericValue: SqlValue = {
  shownAs: 'decimal',
  selected: (column) => `${column}::text`,
  isInCursor: (text) => /^-?\d{1,40}(\.\d{1,40})?$/.test(text),
  bins: realBins,
  isText: false,
  csv: String,
};
