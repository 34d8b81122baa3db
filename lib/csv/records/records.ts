import type { RecordBatch } from './entry.ts';
import { type RecordOptions, RecordParser } from './record-parser.ts';

export type { CsvRecord, Defect, DefectReason, Entry, RecordBatch } from './entry.ts';
export type { RecordOptions } from './record-parser.ts';

/**
 * Turns the body of a CSV file (what stands after the header) into one entry a record, in file order. Blank lines
 * are no records. The result does not depend on where chunks end, and no chunk is kept when the next one is asked
 * for. Memory is bounded by `maxRecordBytes`, a chunk and its entries, whatever the bytes are.
 * @param options `line` and `offset` say where in the file the first byte stands; it must start a record
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  options: RecordOptions,
): AsyncGenerator<RecordBatch, void, undefined> {
  const parser = new RecordParser(options);
  const first = parser.offset;
  let told = first;
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    while (at < buffer.length) {
      at = parser.parse(buffer, at);
      const entries = parser.take();
      if (entries.length === 0) {
        continue;
      }
      told = parser.offset;
      yield { entries, bytes: told - first, line: parser.line };
    }
  }
  parser.finish();
  if (parser.offset > told) {
    yield { entries: parser.take(), bytes: parser.offset - first, line: parser.line };
  }
}
