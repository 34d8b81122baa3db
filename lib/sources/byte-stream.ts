import type { ByteStream } from './source.ts';

/** Large enough that the calls cost little, small enough to stay in the processor's cache. */
export const CHUNK_BYTES = 256 * 1024;

/** Told how many stored bytes were taken so far, all together. */
export type Took = (storedBytes: number) => void;

/** A stream of the chunks that a generator yields; the generator tells what it took for them. */
export function byteStream(chunks: (took: Took) => AsyncGenerator<Buffer, void, undefined>): ByteStream {
  let storedBytes = 0;
  return {
    get storedBytes() {
      return storedBytes;
    },
    [Symbol.asyncIterator]: () =>
      chunks((bytes) => {
        storedBytes = bytes;
      }),
  };
}
