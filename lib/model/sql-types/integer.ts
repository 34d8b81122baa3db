import { isWhole, type SqlValue, wholeBins } from './sql-value.ts';

/** Whole numbers of 32 bits. */
export const integerValue: SqlValue = {
  shownAs: 'integer',
  selected: (column) => column,
  isInCursor: (text) => isWhole(text, 32),
  bins: wholeBins,
  isText: false,
  csv: String,
};
