import { alignedTable } from './aligned-table.ts';
import { records } from './records.ts';

/**
 * Rows as a table, or, where that is wider than the terminal, as records.
 *
 * @param names the header
 * @param width of the terminal; undefined where there is none, and a table is as wide as it is
 * @param first the number of the first row
 */
export function fittedTable(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
  first = 1,
): string[] {
  const table = alignedTable([names, ...rows]);
  return fits(table, width) ? table : records(names, rows, width ?? 0, first);
}

/** Whether no line is wider than the terminal. */
export function fits(lines: readonly string[], width: number | undefined): boolean {
  return width === undefined || lines.every((line) => line.length <= width);
}
