import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Progress and problems go to stderr, results to stdout: what a script reads stays clean. */
export function say(line: string, style?: Style): void {
  const text = style ? styleText(style, line, { stream: process.stderr }) : line;
  process.stderr.write(`${text}\n`);
}

/** A text as one line that can't steer the terminal, whatever stood in the file that it comes from. */
export function printable(text: string): string {
  return text.replaceAll(/\r?\n/g, '⏎').replaceAll(/\p{Cc}/gu, ' ');
}

/** Rows as a table whose columns are as wide as their widest value. */
export function alignedTable(values: readonly (readonly string[])[]): string {
  const rows = values.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, value] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, value.length);
  }
  const line = (row: readonly string[]) =>
    row
      .map((value, column) => value.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
