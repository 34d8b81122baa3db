import { IdTable } from '../../aggregation/partial/id-table.ts';
import type { Header } from '../../csv/header/header.ts';
import type { RecordBatch } from '../../csv/records/entry.ts';
import type { ReadColumn } from '../../model/read-columns.ts';
import type { Findings } from '../findings/findings.ts';
import { eachRecord } from './each-record.ts';
import { addNew, textOf, valuesOf } from './row-values.ts';
import { valueReader } from './value-reader.ts';

/** The rows of a reference that count: their keys, and of each column that is looked up, a value for each key. */
export interface KeyedRows {
  /** Ascending. */
  readonly keys: BigUint64Array;
  readonly lookups: ReadonlyMap<string, readonly (string | null)[]>;
}

/**
 * Collects the keys of a reference, and what is looked up by them. The first row of a key stays, among those whose values are
 * usable.
 *
 * @param columns those that are read, the key first
 * @returns the number of records read, and the rows that count
 */
export async function readKeys(
  batches: AsyncIterable<RecordBatch>,
  header: Pick<Header, 'columns'>,
  columns: readonly ReadColumn[],
  findings: Findings,
): Promise<{ readonly read: number } & KeyedRows> {
  const [key, ...others] = columns;
  if (!key) {
    throw new Error('a reference is read by its key');
  }
  const keys = new IdTable();
  const readKey = valueReader({ ...key, required: true }, header, findings);
  const readers = others.map((column) => valueReader(column, header, findings));
  const columnsOfValues = others.map((): (string | null)[] => []);
  const read = await eachRecord(batches, findings, (record) => {
    const id = readKey(record);
    const row = typeof id === 'bigint' ? valuesOf(readers, record) : undefined;
    if (typeof id !== 'bigint' || !row) {
      return;
    }
    if (!addNew(keys, id)) {
      findings.add(record, 'duplicate_id', key.name);
      return;
    }
    for (const [index, value] of row.entries()) {
      columnsOfValues[index]?.push(textOf(value));
    }
  });
  const order = keys.sortedIndexes();
  const sorted = (values: readonly (string | null)[]) =>
    Array.from(order, (position) => values[position] ?? null);
  return {
    read,
    keys: keys.sorted(),
    lookups: new Map(others.map(({ name }, index) => [name, sorted(columnsOfValues[index] ?? [])])),
  };
}
