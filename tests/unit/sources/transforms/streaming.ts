import fc from 'fast-check';
import type { Transform } from '../../../../lib/sources/transforms/transform.ts';
import { inMemory } from '../reading.ts';

/** How bytes come and go: those that are read at a time, and the buffers for what comes out, if they are handed out. */
export const chunking = fc.record({
  stored: fc.integer({ min: 1, max: 40 }),
  buffer: fc.option(fc.integer({ min: 1, max: 40 })),
});

export interface Chunking {
  readonly stored: number;
  readonly buffer: number | null;
}

/** What a transformation makes of bytes, and how many of them it says that it took. */
export async function read(
  transform: Transform,
  bytes: Buffer,
  { stored, buffer }: Chunking = { stored: 7, buffer: null },
  range: { readonly from: number; readonly to?: number } = { from: 0 },
): Promise<{ readonly bytes: Buffer; readonly storedBytes: number }> {
  let handedOut: Buffer | undefined;
  const handOut = () => {
    handedOut = Buffer.alloc(buffer ?? 0);
    return handedOut;
  };
  const stream = transform.read(
    inMemory(bytes, stored, '/data/users.csv'),
    range,
    buffer === null ? undefined : handOut,
  );
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (chunk.length === 0) {
      throw new Error('a chunk is empty');
    }
    if (
      handedOut !== undefined &&
      (chunk.buffer !== handedOut.buffer || chunk.byteOffset !== handedOut.byteOffset)
    ) {
      throw new Error('a chunk is not in the buffer that was handed out');
    }
    chunks.push(Buffer.from(chunk));
  }
  return { bytes: Buffer.concat(chunks), storedBytes: stream.storedBytes };
}

/** Whether a transformation is needed by bytes that begin so. */
export async function isNeeded(
  transform: Transform,
  bytes: Buffer,
  declared?: 'windows-1252',
): Promise<boolean> {
  const first = (count: number) => Promise.resolve(bytes.subarray(0, count));
  return await transform.isNeeded({ uri: '/data/users.csv', declared, first });
}
