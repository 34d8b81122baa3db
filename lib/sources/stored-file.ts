import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { codeOf } from '../errors.ts';
import { byteStream, CHUNK_BYTES, type Took } from './byte-stream.ts';
import type { Look, StoredSource } from './kind.ts';
import type { ByteRange } from './source.ts';
import { SourceError } from './source-error.ts';

/**
 * A regular file; symbolic links are followed. It is open only while it is looked at or iterated. Calls of the file system are
 * waited for: they are answered from the cache mostly, and to have another thread make them took longer than they do.
 */
export function storedFile(path: string): StoredSource {
  return {
    uri: path,
    look: async (headBytes) => await Promise.resolve(look(path, headBytes)),
    read: (range, buffer = newBuffer) => byteStream((took) => chunksOf(path, range, buffer, took)),
  };
}

/** What the error of a call of the file system means. */
export function fileError(path: string, error: unknown): SourceError {
  const code = codeOf(error) ?? 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SourceError('missing', path, 'does not exist', error);
  }
  return new SourceError('unreadable', path, `can't be read (${code})`, error);
}

/** A new buffer for each chunk. */
const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(CHUNK_BYTES);

function look(path: string, headBytes: number): Look {
  const file = openFile(path);
  try {
    // Of what is open, not of what is at the path by now.
    const { size, ino, mtime, mtimeNs, ctimeNs } = fstatSync(file, { bigint: true });
    const head = readAt(file, path, 0, headBytes, Buffer.alloc(headBytes));
    const tag = `${ino}-${mtimeNs}-${ctimeNs}`;
    return { size: Number(size), tag, modifiedAt: mtime.toISOString(), head };
  } finally {
    closeSync(file);
  }
}

async function* chunksOf(
  path: string,
  { from, to = Number.POSITIVE_INFINITY }: ByteRange,
  buffer: () => Buffer,
  took: Took,
): AsyncGenerator<Buffer, void, undefined> {
  const file = await Promise.resolve(openFile(path));
  try {
    let at = from;
    while (at < to) {
      const chunk = readAt(file, path, at, to - at, buffer());
      if (chunk.length === 0) {
        refuseShort(path, at, to);
        return;
      }
      at += chunk.length;
      took(at - from);
      yield chunk;
    }
  } finally {
    closeSync(file);
  }
}

function refuseShort(path: string, at: number, to: number): void {
  if (to !== Number.POSITIVE_INFINITY) {
    throw new SourceError('truncated', path, `ends at byte ${at}, not ${to}`);
  }
}

/** Looks before opening: to open a named pipe would wait for a writer. */
function openFile(path: string): number {
  try {
    if (statSync(path).isFile()) {
      return openSync(path, 'r');
    }
  } catch (error) {
    throw fileError(path, error);
  }
  throw new SourceError('not_a_file', path, 'is not a regular file');
}

function readAt(file: number, path: string, position: number, length: number, buffer: Buffer): Buffer {
  try {
    const bytesRead = readSync(file, buffer, 0, Math.min(length, buffer.length), position);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw fileError(path, error);
  }
}
