import { visible } from '../../../terminal/visible.ts';

/** Rows as the lines of a table whose columns are as wide as their widest value. */
export function alignedTable(values: readonly (readonly string[])[]): string[] {
  // Before anything is measured: what is written for a character that can't be seen is wider than it.
  const rows = values.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, value] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, value.length);
    }
  }
  return rows.map((row) =>
    row
      .map((value, column) => value.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
