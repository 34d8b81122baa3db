import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { byteStream, CHUNK_BYTES, type Took } from '../byte-stream.ts';
import type { ByteRange, ByteStream } from '../source.ts';
import { Delivery } from '../transforms/delivery.ts';
import type { Bytes } from '../transforms/transform.ts';
import { gzipDamage } from './damage.ts';
import { refuseTrailing } from './trailing-bytes.ts';

/** Compressed bytes that are read at a time. */
const STORED_CHUNK_BYTES = 64 * 1024;

/** What zlib gives out at a time, at least. */
const LEAST_CHUNK_BYTES = 1024;

/**
 * What a gzip archive inflates to, all its members, which is read from its start whatever the range. Only who reads to the end
 * learns whether its checksums are right. Memory is bounded: inflating waits for the consumer.
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
  const gunzip = createGunzip({ chunkSize });
  const compressed = stored.read({ from: 0 }, () => Buffer.allocUnsafeSlow(STORED_CHUNK_BYTES));
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
