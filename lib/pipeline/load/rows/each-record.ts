import type { ReadEntry } from '../../../csv/plain-first-reader.ts';
import type { CsvRecord, RecordBatch } from '../../../csv/records/entry.ts';
import type { Findings } from '../../findings/findings.ts';
import { REPEATED_HEADER } from '../../findings/row-reasons.ts';

/**
 * Gives every record to `onRecord`, and every row whose fields can't be told to the findings.
 *
 * @param afterBatch called after each batch, for what takes time
 * @returns the number of records, defects included
 */
export async function eachRecord(
  batches: AsyncIterable<RecordBatch>,
  findings: Findings,
  onRecord: (record: CsvRecord) => void,
  afterBatch: () => void | Promise<void> = () => undefined,
): Promise<number> {
  let records = 0;
  for await (const { entries } of batches) {
    records += eachEntry(entries, findings, onRecord);
    await afterBatch();
  }
  return records;
}

/**
 * The same of entries that are at hand.
 *
 * @returns how many rows they are: a header that is repeated is none
 */
export function eachEntry(
  entries: readonly ReadEntry[],
  findings: Findings,
  onRecord: (record: CsvRecord) => void,
): number {
  let rows = entries.length;
  for (const entry of entries) {
    if (entry.kind === 'record') {
      onRecord(entry);
    } else if (entry.kind === 'defect') {
      findings.add(entry, entry.reason, entry.column ?? null);
    } else if (entry.kind === 'refused_lines') {
      findings.addRefused(entry);
      rows += entry.length - 1;
    } else {
      findings.add(entry, REPEATED_HEADER, null, 'warning');
      rows--;
    }
  }
  return rows;
}
