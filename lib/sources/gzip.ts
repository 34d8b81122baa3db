import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { byteStream, CHUNK_BYTES, type Took } from './byte-stream.ts';
import { gzipDamage } from './gzip/damage.ts';
import { refuseTrailing } from './gzip/trailing-bytes.ts';
import type { StoredSource } from './kind.ts';
import type { ByteRange, ByteStream } from './source.ts';
import { SourceError } from './source-error.ts';

/** Compressed bytes that are read at a time. */
const STORED_CHUNK_BYTES = 64 * 1024;

/** What zlib gives out at a time, at least. */
const LEAST_CHUNK_BYTES = 1024;

/**
 * What a gzip archive inflates to, all its members, which is read from its start whatever the range. Only who reads to the end
 * learns whether its checksums are right. Memory is bounded: inflating waits for the consumer.
 */
export function inflated(stored: StoredSource, range: ByteRange, buffer?: () => Buffer): ByteStream {
  return byteStream((took) => inflate(stored, range, buffer, took));
}

async function* inflate(
  stored: StoredSource,
  { from, to = Number.POSITIVE_INFINITY }: ByteRange,
  buffer: (() => Buffer) | undefined,
  took: Took,
): AsyncGenerator<Buffer, void, undefined> {
  // Who asks for a head has no use for more.
  const chunkSize = Math.max(LEAST_CHUNK_BYTES, Math.min(CHUNK_BYTES, buffer?.().length ?? CHUNK_BYTES));
  const gunzip = createGunzip({ chunkSize });
  const compressed = stored.read({ from: 0 }, () => Buffer.allocUnsafeSlow(STORED_CHUNK_BYTES));
  // What it fails with comes out of the inflater, too; or it was stopped.
  const feeding = pipeline(compressed, gunzip).catch(() => undefined);
  let at = 0;
  try {
    for await (const chunk of gunzip) {
      const bytes: Buffer = chunk;
      const wanted = bytes.subarray(Math.max(from - at, 0), Math.max(to - at, 0));
      at += bytes.length;
      took(gunzip.bytesWritten);
      yield* inBuffers(wanted, buffer);
      if (at >= to) {
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
  if (at < to && to !== Number.POSITIVE_INFINITY) {
    throw new SourceError('truncated', stored.uri, `inflates to ${at} bytes, not ${to}`);
  }
}

/** Copies bytes to where they are to go, if that is told. */
function* inBuffers(bytes: Buffer, buffer: (() => Buffer) | undefined) {
  if (buffer === undefined) {
    if (bytes.length > 0) {
      yield bytes;
    }
    return;
  }
  for (let copied = 0; copied < bytes.length; ) {
    const target = buffer();
    const length = bytes.copy(target, 0, copied);
    copied += length;
    yield target.subarray(0, length);
  }
}
