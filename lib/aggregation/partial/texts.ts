import { COLUMNS, type ColumnChunk, encodeValues } from './column-chunks.ts';
import { readBytes, readIntegers, type StoredColumns } from './stored-columns.ts';

/** So many bytes are in one chunk of a column of bytes. */
const CHUNK_BYTES = 1 << 20;

/** Bytes as chunks of a column. */
export function* encodeBytes(column: string, bytes: Uint8Array): Generator<ColumnChunk> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const own = bytes.subarray(from, from + CHUNK_BYTES);
    yield { column, bytes: own, size: own.length };
  }
}

/** Texts, or NULL, as chunks: their bytes in UTF-8, and how many each has, plus one; 0 for NULL. */
export function* encodeTexts(column: string, texts: readonly (string | null)[]): Generator<ColumnChunk> {
  const lengths = new Uint32Array(texts.length);
  const buffers: Buffer[] = [];
  for (const [index, text] of texts.entries()) {
    if (text !== null) {
      const bytes = Buffer.from(text);
      lengths[index] = bytes.length + 1;
      buffers.push(bytes);
    }
  }
  yield* encodeValues(COLUMNS.lookupLengths(column), { words: lengths, stride: 1 });
  yield* encodeBytes(COLUMNS.lookup(column), Buffer.concat(buffers));
}

/** The texts of a column that encodeTexts wrote. */
export async function readTexts(columns: StoredColumns, column: string): Promise<(string | null)[]> {
  const { words } = await readIntegers(columns, COLUMNS.lookupLengths(column), 1);
  const bytes = await readBytes(columns, COLUMNS.lookup(column));
  let at = 0;
  return Array.from(words, (length) => {
    if (length === 0) {
      return null;
    }
    const from = at;
    at += length - 1;
    return bytes.toString('utf8', from, at);
  });
}
