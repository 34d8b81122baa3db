import { doubleBins } from '../bins/double-bins.ts';
import type { SqlValue } from './sql-value.ts';

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Numbers of any kind, as JavaScript has them. */
export const doubleValue: SqlValue = {
  shownAs: 'number',
  selected: (column) => column,
  // As JavaScript writes a number: it reads more forms than PostgreSQL does.
  isInCursor: (text) => Number.isFinite(Number(text)) && String(Number(text)) === text,
  given: {
    // In JavaScript's form: PostgreSQL refuses a number that is too great, or too near to 0.
    valueOf: (text) =>
      NUMBER.test(text) && Number.isFinite(Number(text)) ? String(Number(text)) : undefined,
    wanted: 'a number such as 12.5',
  },
  bins: doubleBins,
  isText: false,
  csv: String,
};
