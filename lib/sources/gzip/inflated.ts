import type { TransformOptions } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type ZlibOptions } from 'node:zlib';
import { byteStream, CHUNK_BYTES, type Took } from '../byte-stream.ts';
import type { ByteRange, ByteStream } from '../source.ts';
import { Delivery } from '../transforms/delivery.ts';
import type { Bytes } from '../transforms/transform.ts';
import { gzipDamage } from './damage.ts';
import { refuseTrailing } from './trailing-bytes.ts';

/** Compressed bytes that are read at a time: zlib works through them on a thread of its own while we read what came before. */
const STORED_CHUNK_BYTES = 512 * 1024;

/** The same for who asks for a head. */
const STORED_HEAD_BYTES = 64 * 1024;

/** So much is inflated ahead of the reader. Otherwise zlib waits until the reader is done with a chunk: reading took 1.2 times as long. */
const AHEAD_BYTES = 2 * 1024 * 1024;

/** What zlib gives out at a time, at least. */
const LEAST_CHUNK_BYTES = 1024;

/**
 * What a gzip archive inflates to, all its members, which is read from its start whatever the range. Only who reads to the end
 * learns whether its checksums are right. Memory is bounded: inflating is
 * some MiB ahead of the consumer at most.
 */
export function inflated(stored: Bytes, range: ByteRange, buffer?: () => Buffer): ByteStream {
  return byteStream((took) => inflate(stored, range, buffer, took));
}

async function* inflate(
  stored: Bytes,
  range: ByteRange,
  buffer: (() => Buffer) | undefined,
  took: Took,
): AsyncGenerator<Buffer, void, undefined> {
  // Who asks for a head has no use for more.
  const chunkSize = Math.max(LEAST_CHUNK_BYTES, Math.min(CHUNK_BYTES, buffer?.().length ?? CHUNK_BYTES));
  const isHead = chunkSize < CHUNK_BYTES;
  const storedChunkBytes = isHead ? STORED_HEAD_BYTES : STORED_CHUNK_BYTES;
  const gunzip = createGunzip(isHead ? { chunkSize } : aheadOf(chunkSize));
  const compressed = stored.read({ from: 0 }, () => Buffer.allocUnsafeSlow(storedChunkBytes));
  // What it fails with comes out of the inflater, too; or it was stopped.
  const feeding = pipeline(compressed, gunzip).catch(() => undefined);
  const delivery = new Delivery(range, buffer);
  try {
    for await (const chunk of gunzip) {
      const bytes: Buffer = chunk;
      took(gunzip.bytesWritten);
      yield* delivery.of(bytes);
      if (delivery.isDone) {
        return;
      }
    }
  } catch (error) {
    throw gzipDamage(stored.uri, error, compressed.storedBytes) ?? error;
  } finally {
    gunzip.destroy();
    await feeding;
  }
  if (compressed.storedBytes > gunzip.bytesWritten) {
    took(await refuseTrailing(stored, gunzip.bytesWritten));
  }
  delivery.end(stored.uri, 'inflates');
}

/** The stream takes the options of any other, too, which the types of node:zlib do not say. */
function aheadOf(chunkSize: number): ZlibOptions & Pick<TransformOptions, 'readableHighWaterMark'> {
  return { chunkSize, readableHighWaterMark: AHEAD_BYTES };
}
