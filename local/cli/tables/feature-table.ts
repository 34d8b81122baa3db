import type { FeaturePage } from '../runs/run-views.ts';
import { alignedTable } from './aligned-table.ts';

/** Rows of the table of the result for a person, line by line, header first; NULL is an empty cell. */
export function featureTable({ columns, features }: FeaturePage): string[] {
  const names = columns.map(({ name }) => name);
  const rows = features.map((row) => names.map((name) => textOf(row[name])));
  return alignedTable([names, ...rows]);
}

/** A value as CSV has it: of a list its ids with semicolons between them. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(';') : String(value ?? '');
}
