import type { IdTable } from '../../aggregation/partial/id-table.ts';
import type { Header } from '../../csv/header/header.ts';
import type { RecordBatch } from '../../csv/records/entry.ts';
import { parseInteger } from '../../csv/values/integers.ts';
import type { Findings } from '../findings/findings.ts';
import { eachRecord } from './each-record.ts';

/**
 * Collects the ids of the compounds. The first compound of an id stays.
 *
 * @returns the number of records read
 */
export function readCompounds(
  batches: AsyncIterable<RecordBatch>,
  { columns }: Pick<Header, 'columns'>,
  findings: Findings,
  ids: IdTable,
): Promise<number> {
  const position = columns['compound_id'] as number;
  return eachRecord(batches, findings, (record) => {
    const id = parseInteger(record.fields[position] as string);
    const known = ids.size;
    if (typeof id === 'string') {
      findings.add(record, id, 'compound_id');
    } else if (ids.add(id) < known) {
      findings.add(record, 'duplicate_id', 'compound_id');
    }
  });
}
