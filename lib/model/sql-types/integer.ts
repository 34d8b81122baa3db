import { wholeBins } from '../bins/stepped-bins.ts';
import { isWhole, type SqlValue } from './sql-value.ts';

/** Whole numbers of 32 bits. */
export const integerValue: SqlValue = {
  shownAs: 'integer',
  selected: (column) => column,
  isInCursor: (text) => isWhole(text, 32),
  given: { valueOf: (text) => (isWhole(text, 32) ? text : undefined), wanted: 'a whole number of 32 bits' },
  bins: wholeBins(32),
  isText: false,
  csv: String,
};
