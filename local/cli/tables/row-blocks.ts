import { fittedTable } from './fitted-table.ts';

/** Rows whose widths are measured together: a result of any length needs the memory of so many. */
const ROWS_OF_A_BLOCK = 500;

/**
 * Rows for a terminal, block after block: each as a table, or as records where that is too wide.
 *
 * @param rows the header first
 */
export async function* rowBlocks(
  rows: AsyncIterable<readonly string[]>,
  width: number,
): AsyncGenerator<string, void, undefined> {
  let names: readonly string[] | undefined;
  let block: (readonly string[])[] = [];
  let told = 0;
  const text = () => {
    const lines = fittedTable(names ?? [], block, width, told + 1);
    told += block.length;
    block = [];
    return lines.map((line) => `${line}\n`).join('');
  };
  for await (const row of rows) {
    if (!names) {
      names = row;
      continue;
    }
    block.push(row);
    if (block.length === ROWS_OF_A_BLOCK) {
      yield text();
    }
  }
  if (block.length > 0 || told === 0) {
    yield text();
  }
}
