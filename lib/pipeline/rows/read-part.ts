import type { CsvRecord, Entry } from '../../csv/entry.ts';
import { type LineScanner, PlainFirstReader } from '../../csv/plain-first-reader.ts';

import type { Findings } from '../findings.ts';
import { type bytesOf, type PartSource, readingError, recordOptions } from '../inputs.ts';
import { eachEntry } from './each-record.ts';

/** Where the bytes come from, and where what is wrong with them goes. */
export interface ReadingOptions {
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  readonly openBytes: typeof bytesOf;
}

/**
 * Reads a part: plain lines by the scanner, all other records by `onRecord`, in file order.
 *
 * @param afterChunk awaited behind every chunk of bytes: for what must not pile up
 * @returns the number of records read
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function readPart(
  part: PartSource,
  scanner: LineScanner,
  { findings, maxRecordBytes, openBytes }: ReadingOptions,
  onRecord: (record: CsvRecord) => void,
  afterChunk?: () => Promise<void>,
): Promise<number> {
  const reader = new PlainFirstReader(scanner, recordOptions(part, maxRecordBytes));
  let careful = 0;
  const add = (entries: readonly Entry[]) => {
    careful += entries.length;
    eachEntry(entries, findings, onRecord);
  };
  try {
    for await (const chunk of openBytes(part, () => scanner.input)) {
      for (const entries of reader.read(chunk)) add(entries);
      await afterChunk?.();
    }
    add(reader.finish());
  } catch (error) {
    throw readingError(part, error);
  }
  return reader.plainLines + careful;
}
