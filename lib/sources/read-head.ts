import { CHUNK_BYTES } from './byte-stream.ts';
import type { Bytes } from './transforms/transform.ts';

/**
 * The first bytes that come out of a source; all of them when there are fewer.
 * @throws {SourceError} as read() of the source does
 */
export async function readHead(source: Bytes, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let missing = bytes;
  if (missing > 0) {
    const buffer = () => Buffer.allocUnsafeSlow(Math.min(missing, CHUNK_BYTES));
    for await (const chunk of source.read({ from: 0 }, buffer)) {
      chunks.push(chunk);
      missing -= chunk.length;
      if (missing <= 0) {
        break;
      }
    }
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}
