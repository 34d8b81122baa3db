import { isStorable } from '../../storable.ts';
import type { SqlValue } from './sql-value.ts';

/** Texts of other people. */
export const textValue: SqlValue = {
  shownAs: 'text',
  selected: (column) => column,
  isInCursor: isStorable,
  given: { valueOf: (text) => (isStorable(text) ? text : undefined), wanted: 'a text' },
  bins: null,
  isText: true,
  csv: String,
};
