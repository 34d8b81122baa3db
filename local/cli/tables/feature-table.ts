import type { FeaturePage } from '../runs/run-views.ts';
import { alignedTable } from './aligned-table.ts';
import { fits } from './fitted-table.ts';
import { records } from './records.ts';

/** A row of the table takes a line; a record takes many, so fewer are shown. */
const SHOWN_RECORDS = 3;

/**
 * Rows of the table of the result for a person, line by line, header first; NULL is an empty cell. Where the table is wider
 * than the terminal, the first rows as records.
 *
 * @param width of the terminal; undefined where there is none
 */
export function featureTable({ columns, features }: FeaturePage, width?: number): string[] {
  const names = columns.map(({ name }) => name);
  const rows = features.map((row) => names.map((name) => textOf(row[name])));
  const table = alignedTable([names, ...rows]);
  return width === undefined || fits(table, width)
    ? table
    : records(names, rows.slice(0, SHOWN_RECORDS), width);
}

/** A value as CSV has it: of a list its ids with semicolons between them. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(';') : String(value ?? '');
}
