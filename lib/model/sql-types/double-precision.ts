import { realBins, type SqlValue } from './sql-value.ts';

/** Numbers of any kind, as JavaScript has them. */
export const doubleValue: SqlValue = {
  shownAs: 'number',
  selected: (column) => column,
  // As JavaScript writes a number: it reads more forms than PostgreSQL does.
  isInCursor: (text) => Number.isFinite(Number(text)) && String(Number(text)) === text,
  bins: realBins,
  isText: false,
  csv: String,
};
