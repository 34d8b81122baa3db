import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { byteStream } from '../../../lib/sources/byte-stream.ts';
import type { StoredSource } from '../../../lib/sources/kind.ts';

/** All bytes of a stream. */
export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) {
    all.push(chunk);
  }
  return Buffer.concat(all);
}

/** All that is iterated. */
export async function listed(names: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const name of names) {
    all.push(name);
  }
  return all.toSorted();
}

/** What the promise is rejected with. */
export const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Where Linux lists the open files of a process, as links. */
export const OPEN_FILES = '/proc/self/fd';

/** Whether this process has a file open. Linux only. */
export const isOpen = (path: string) =>
  readdirSync(OPEN_FILES).some((fd) => {
    try {
      return readlinkSync(join(OPEN_FILES, fd)) === path;
    } catch {
      // The descriptor that listed the directory is closed by now.
      return false;
    }
  });

/** Stored bytes that are nowhere but in memory, read in chunks of that many. */
export function inMemory(bytes: Buffer, chunkBytes = 64 * 1024, uri = '/data/orders.csv.gz'): StoredSource {
  return {
    uri,
    look: (headBytes) =>
      Promise.resolve({ size: bytes.length, tag: '1', head: bytes.subarray(0, headBytes) }),
    read: ({ from, to = bytes.length }) =>
      // biome-ignore lint/suspicious/useAwait: a source in memory waits for nothing
      byteStream(async function* (took) {
        for (let at = from; at < to; at += chunkBytes) {
          const chunk = Buffer.from(bytes.subarray(at, Math.min(at + chunkBytes, to)));
          took(at + chunk.length - from);
          yield chunk;
        }
      }),
  };
}
