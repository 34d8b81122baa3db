import { isWhole, type SqlValue, wholeBins } from './sql-value.ts';

/** Whole numbers of 64 bits. They are more than a JSON number is read with, so they travel as texts. */
export const bigintValue: SqlValue = {
  shownAs: 'integer',
  selected: (column) => `${column}::text`,
  isInCursor: (text) => isWhole(text, 64),
  bins: wholeBins,
  isText: false,
  csv: String,
};
