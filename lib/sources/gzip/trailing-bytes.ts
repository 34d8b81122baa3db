import type { Bytes } from '../transforms/transform.ts';
import { damaged } from './damage.ts';

/**
 * Reads what comes after the end of an archive, of which node:zlib says nothing: once a zero follows a member it takes all the rest
 * for padding, members too. Padding with zeros is usual; more rows after it would be lost without a word.
 * @param archiveBytes where the archive ends
 * @returns how many bytes there are with those of the archive
 * @throws {SourceError} damaged when there are others than zeros
 */
export async function refuseTrailing(stored: Bytes, archiveBytes: number): Promise<number> {
  let end = archiveBytes;
  for await (const chunk of stored.read({ from: archiveBytes })) {
    const zeros = chunk.findIndex((byte) => byte !== 0);
    if (zeros >= 0) {
      throw damaged(
        stored.uri,
        `the gzip archive ends after ${archiveBytes.toLocaleString('en-US')} compressed bytes, and zeros and then other bytes follow`,
        'it was probably padded and then appended to, or partly overwritten',
      );
    }
    end += chunk.length;
  }
  return end;
}
