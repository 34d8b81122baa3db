import { wholeBins } from '../bins/stepped-bins.ts';
import { isWhole, type SqlValue } from './sql-value.ts';

/** Whole numbers of 64 bits. They are more than a JSON number is read with, so they travel as texts. */
export const bigintValue: SqlValue = {
  shownAs: 'integer',
  selected: (column) => `${column}::text`,
  isInCursor: (text) => isWhole(text, 64),
  given: { valueOf: (text) => (isWhole(text, 64) ? text : undefined), wanted: 'a whole number of 64 bits' },
  bins: wholeBins(64),
  isText: false,
  csv: String,
};
