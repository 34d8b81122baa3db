import type { CsvRecord, Entry, RecordBatch } from '../../csv/records/entry.ts';
import type { Findings } from '../findings/findings.ts';

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
    records += entries.length;
    eachEntry(entries, findings, onRecord);
    await afterBatch();
  }
  return records;
}

/** The same of entries that are at hand. */
export function eachEntry(
  entries: readonly Entry[],
  findings: Findings,
  onRecord: (record: CsvRecord) => void,
): void {
  for (const entry of entries) {
    if (entry.kind === 'record') {
      onRecord(entry);
    } else {
      findings.add(entry, entry.reason, entry.column ?? null);
    }
  }
}
