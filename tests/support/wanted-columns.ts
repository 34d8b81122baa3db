import type { WantedColumn } from '../../lib/csv/header/header.ts';

/** Columns that a file must have, under no other name. */
export const required = (names: readonly string[]): WantedColumn[] =>
  names.map((name) => ({ name, header: [name], required: true }));
