import { NONE_TAKEN, type TakenIds } from '../../../aggregation/ids/taken-ids.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import type { Findings } from '../../findings/findings.ts';
import { eachRecord } from '../rows/each-record.ts';
import { firstLine, type OnProgress, recordsOf, type Slice } from '../slice.ts';
import type { ReadCounts } from '../slice-reader.ts';
import { type KeyedRows, RowsByKey } from './rows-by-key.ts';

/** Where what is found goes, and what is known before. */
export interface ReadKeysOptions {
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  /** Keys that earlier slices have. */
  readonly taken?: TakenIds;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Collects the keys of a reference, and what is looked up by them. The first row of a key stays, among those whose values are
 * usable.
 *
 * @param columns those that are read, the key first
 * @returns how much was read, and the rows that count, those of keys that are taken among them
 * @throws InputError as recordsOf does
 */
export async function readKeys(
  slices: readonly Slice[],
  columns: readonly ReadColumn[],
  { findings, maxRecordBytes, taken = NONE_TAKEN, onProgress }: ReadKeysOptions,
): Promise<ReadCounts & KeyedRows> {
  const rows = new RowsByKey(columns, findings, taken);
  let [read, bytes, lines] = [0, 0, 0];
  for (const slice of slices) {
    let [ownBytes, ownLines] = [0, 0];
    const before = read;
    const records = recordsOf(slice, maxRecordBytes, (stored, own, line) => {
      [ownBytes, ownLines] = [stored, line - firstLine(slice)];
      return onProgress?.({ bytes: bytes + stored, read: before + own, rejected: findings.rejected });
    });
    findings.begin(slice.source, slice.header);
    read += await eachRecord(records, findings, rows.reader(slice.header));
    bytes += ownBytes;
    lines += ownLines;
  }
  return { read, lines, ...rows.sorted() };
}
