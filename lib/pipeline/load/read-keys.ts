import { IdTable } from '../../aggregation/partial/id-table.ts';
import type { Header } from '../../csv/header/header.ts';
import type { RecordBatch } from '../../csv/records/entry.ts';
import type { Input } from '../../model/inputs.ts';
import type { Findings } from '../findings/findings.ts';
import { eachRecord } from './each-record.ts';
import { valueReader } from './value-reader.ts';

/**
 * Collects the keys of a reference. The first row of a key stays.
 *
 * @returns the number of records read, and the keys of the rows that count
 */
export async function readKeys(
  batches: AsyncIterable<RecordBatch>,
  header: Pick<Header, 'columns'>,
  { key }: Input,
  findings: Findings,
): Promise<{ readonly read: number; readonly keys: IdTable }> {
  const keys = new IdTable();
  const readKey = valueReader({ ...key, required: true }, header, findings);
  const read = await eachRecord(batches, findings, (record) => {
    const id = readKey(record);
    const known = keys.size;
    if (typeof id === 'bigint' && keys.add(id) < known) {
      findings.add(record, 'duplicate_id', key.name);
    }
  });
  return { read, keys };
}
