import type { FeaturePage } from '../runs/run-views.ts';
import { alignedTable } from './aligned-table.ts';

/** Rows of users_derivation for a person, line by line, header first; NULL is an empty cell. */
export function featureTable({ columns, features }: FeaturePage): string[] {
  const names = columns.map(({ name }) => name);
  const rows = features.map((row) => names.map((name) => String(row[name] ?? '')));
  return alignedTable([names, ...rows]);
}
