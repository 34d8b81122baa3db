import { byteStream, CHUNK_BYTES, type Took } from '../byte-stream.ts';
import type { Look, StoredSource } from '../kind.ts';
import type { ByteRange, Version } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { addressIn } from './address.ts';
import { Block, type PinnedObject } from './block.ts';
import { whyDenied } from './denied.ts';
import { type Pin, wholeSize } from './ranged-answer.ts';
import { answered, persistently, type S3Server } from './requests/asking.ts';
import type { S3Answer } from './requests/connection.ts';
import { drained } from './requests/received.ts';
import { AccessDeniedError, noS3 } from './requests/refusal.ts';

/** The least that one request asks for: less costs as much. */
const LEAST_BLOCK_BYTES = 16 * 1024;

/** The most: so much is fetched again at the worst, and kept in memory of each request. */
const MOST_BLOCK_BYTES = 8 * 1024 * 1024;

/** Each request asks for so many times as much as the one before, since who has read on will probably go on. */
const GROWTH = 4;

/** So many requests are under way, so that nobody waits for an answer to begin, and one slow connection does not hold up all. */
const BLOCKS_AT_ONCE = 3;

/**
 * An object of S3. It is read by requests for ranges that say which content they want by its ETag, so that nobody reads one half of
 * one content and one of another.
 *
 * @param version what it has to be; without it, what look() has seen
 */
export function storedObject(uri: string, server: S3Server, version?: Version): StoredSource {
  let pin: Pin | undefined = version;
  const look = async (headBytes: number) => {
    const seen = await lookAt(uri, server, headBytes);
    pin = version ?? seen;
    return seen;
  };
  return {
    uri,
    look,
    read: (range, buffer = newBuffer) =>
      byteStream(async function* (took) {
        const object = { uri, address: addressIn(uri), pin: pin ?? (await look(0)), server };
        yield* chunksOf(object, range, buffer, took);
      }),
  };
}

/** A new buffer for each chunk. */
const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(CHUNK_BYTES);

async function* chunksOf(
  object: PinnedObject,
  { from, to = object.pin.size }: ByteRange,
  buffer: () => Buffer,
  took: Took,
): AsyncGenerator<Buffer, void, undefined> {
  const end = Math.min(to, object.pin.size);
  // Who asks for a head has no use for more.
  let blockBytes = Math.max(LEAST_BLOCK_BYTES, Math.min(buffer().length, MOST_BLOCK_BYTES));
  const blocks: Block[] = [];
  let [next, at] = [from, from];
  try {
    while (at < end) {
      // The second request is made when the first is answered, or else each look at a head would ask for more.
      while (next < end && blocks.length < (at === from ? 1 : BLOCKS_AT_ONCE)) {
        const blockEnd = Math.min(next + blockBytes, end);
        blocks.push(new Block(object, next, blockEnd));
        next = blockEnd;
        blockBytes = Math.min(GROWTH * blockBytes, MOST_BLOCK_BYTES);
      }
      const [block] = blocks;
      if (!block) {
        return;
      }
      await block.has(CHUNK_BYTES);
      const target = buffer();
      const length = block.takeInto(target);
      at += length;
      took(at - from);
      if (block.isDone) {
        blocks.shift();
      }
      yield target.subarray(0, length);
    }
  } finally {
    for (const block of blocks) {
      block.stop();
    }
  }
  if (to > end) {
    throw new SourceError('truncated', object.uri, `ends at byte ${end}, not ${to}`);
  }
}

/** A look at an object that tells a missing one from one that may not be read. */
async function lookAt(uri: string, server: S3Server, headBytes: number): Promise<Look> {
  try {
    return await askFirstBytes(uri, server, headBytes);
  } catch (error) {
    throw error instanceof AccessDeniedError ? await whyDenied(error, server) : error;
  }
}

/**
 * A request for the first bytes, whose answer tells size, ETag and time as well. At least one is asked for, not HEAD: a refused HEAD
 * does not say why.
 */
async function askFirstBytes(uri: string, server: S3Server, headBytes: number): Promise<Look> {
  const address = addressIn(uri);
  const { signal } = new AbortController();
  const headers = { range: `bytes=0-${Math.max(headBytes, 1) - 1}` };
  return await persistently(server, uri, signal, async (connection) => {
    const answer = await answered(connection, uri, { address, headers, signal }, [200, 206, 416]);
    if (answer.status === 416) {
      // There is no first byte: it is empty, and its ETag is told by a request for all of it.
      answer.body.resume();
      const whole = await answered(connection, uri, { method: 'HEAD', address, signal }, [200]);
      return { ...seenIn(uri, whole, connection), head: Buffer.alloc(0) };
    }
    const head = await firstBytes(answer, headBytes, server.timing.stallMs);
    return { ...seenIn(uri, answer, connection), head };
  });
}

async function firstBytes({ body }: S3Answer, bytes: number, stallMs: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let missing = bytes;
  const all = drained(body, stallMs, (chunk) => {
    chunks.push(chunk);
    missing -= chunk.length;
    if (missing < 0) {
      // Only size and ETag are wanted, or it is a server that does not know ranges, and sends all.
      body.destroy();
    }
  });
  await all.catch((error: unknown) => {
    if (missing > 0) {
      throw error;
    }
  });
  return Buffer.concat(chunks).subarray(0, bytes);
}

function seenIn(
  uri: string,
  answer: S3Answer,
  connection: Parameters<typeof noS3>[0]['connection'],
): Omit<Look, 'head'> {
  const { status, headers } = answer;
  const size = wholeSize(answer);
  const tag = headers.etag;
  if (size === undefined || tag === undefined) {
    throw new SourceError(
      'unreadable',
      uri,
      noS3({ uri, address: addressIn(uri), connection, status, headers }),
    );
  }
  const time = Date.parse(headers['last-modified'] ?? '');
  return { size, tag, ...(Number.isNaN(time) ? {} : { modifiedAt: new Date(time).toISOString() }) };
}
