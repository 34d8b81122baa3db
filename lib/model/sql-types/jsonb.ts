import type { SqlValue } from './sql-value.ts';

/**
 * Lists of ids: a JSON array of numbers in the table, of texts of digits in an answer, since an id may have 64 bits; text ids
 * are texts in both. Rows are not sorted by it: a list of ids has no order that anybody would look for.
 */
export const jsonbValue: SqlValue = {
  shownAs: 'list',
  // What is made of no elements is NULL, but no list is not an empty one.
  selected: (column) =>
    `CASE WHEN ${column} IS NOT NULL THEN (
      SELECT coalesce(jsonb_agg(etl_id ORDER BY etl_position), '[]')
      FROM jsonb_array_elements_text(${column}) WITH ORDINALITY AS etl_ids (etl_id, etl_position)) END`,
  isInCursor: null,
  given: null,
  bins: null,
  isText: false,
  // As lists of ids are written in the files that are read.
  csv: (value) => (Array.isArray(value) ? value.join(';') : String(value)),
};
