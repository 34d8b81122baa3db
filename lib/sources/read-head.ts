import type { Source } from './source.ts';

/**
 * The first bytes that come out of a source; all of them when there are fewer.
 * @throws {SourceError} as read() of the source does
 */
export async function readHead(source: Source, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let missing = bytes;
  if (missing > 0) {
    for await (const chunk of source.read({ from: 0 })) {
      chunks.push(chunk);
      missing -= chunk.length;
      if (missing <= 0) {
        break;
      }
    }
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}
