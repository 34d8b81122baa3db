import { damaged } from './damage.ts';

/**
 * Finds bytes after the end of an archive that node:zlib passes over: once a zero follows a member it takes all the rest for
 * padding, members too. Padding with zeros is usual, of tapes and blocks; more rows after it would be lost without a word.
 */
export class TrailingBytes {
  /** Stored bytes that came by. */
  seen = 0;
  /** Where the last one that is not zero ends. */
  #end = 0;

  /** The same chunks, looked at. */
  async *watch(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      const length = lengthWithoutZeros(chunk);
      if (length > 0) {
        this.#end = this.seen + length;
      }
      this.seen += chunk.length;
      yield chunk;
    }
  }

  /**
   * @param archiveBytes where the archive ends
   * @throws {SourceError} damaged when other bytes than zeros come after it
   */
  refuse(uri: string, archiveBytes: number): void {
    if (this.#end > archiveBytes) {
      throw damaged(
        uri,
        `the gzip archive ends after ${archiveBytes.toLocaleString('en-US')} compressed bytes, and zeros and other bytes follow it`,
        'it was probably padded or overwritten in part',
      );
    }
  }
}

function lengthWithoutZeros(chunk: Buffer): number {
  let length = chunk.length;
  while (length > 0 && chunk[length - 1] === 0) {
    length--;
  }
  return length;
}
