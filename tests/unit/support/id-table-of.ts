import { IdTable } from '../../../lib/aggregation/ids/id-table.ts';

/** A table of these ids. */
export function idTableOf(ids: Iterable<bigint>): IdTable {
  const table = new IdTable();
  for (const id of ids) {
    table.add(id);
  }
  return table;
}
