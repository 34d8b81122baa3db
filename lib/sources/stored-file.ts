import { readSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { byteStream, CHUNK_BYTES, type Took } from './byte-stream.ts';
import type { Look, StoredSource } from './kind.ts';
import type { ByteRange } from './source.ts';
import { SourceError } from './source-error.ts';

/** A regular file; symbolic links are followed. It is open only while it is looked at or iterated. */
export function storedFile(path: string): StoredSource {
  return {
    uri: path,
    look: (headBytes) => look(path, headBytes),
    read: (range, buffer = newBuffer) => byteStream((took) => chunksOf(path, range, buffer, took)),
  };
}

/** What the error of a call of the file system means. */
export function fileError(path: string, error: unknown): SourceError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SourceError('missing', path, 'does not exist', error);
  }
  return new SourceError('unreadable', path, `cannot be read (${code})`, error);
}

/** A new buffer for each chunk. */
const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(CHUNK_BYTES);

async function look(path: string, headBytes: number): Promise<Look> {
  const handle = await openFile(path);
  try {
    // Of what is open, not of what is at the path by now.
    const { size, ino, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
    const head = readAt(handle, path, 0, headBytes, Buffer.alloc(headBytes));
    return { size: Number(size), tag: `${ino}-${mtimeNs}-${ctimeNs}`, head };
  } finally {
    await handle.close();
  }
}

async function* chunksOf(
  path: string,
  { from, to = Number.POSITIVE_INFINITY }: ByteRange,
  buffer: () => Buffer,
  took: Took,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await openFile(path);
  try {
    let at = from;
    while (at < to) {
      const chunk = readAt(handle, path, at, to - at, buffer());
      if (chunk.length === 0) {
        refuseShort(path, at, to);
        return;
      }
      at += chunk.length;
      took(at - from);
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

function refuseShort(path: string, at: number, to: number): void {
  if (to !== Number.POSITIVE_INFINITY) {
    throw new SourceError('truncated', path, `ends at byte ${at}, not ${to}`);
  }
}

/** Looks before opening: to open a named pipe would wait for a writer. */
async function openFile(path: string): Promise<FileHandle> {
  try {
    if ((await stat(path)).isFile()) {
      return await open(path, 'r');
    }
  } catch (error) {
    throw fileError(path, error);
  }
  throw new SourceError('not_a_file', path, 'is not a regular file');
}

/** Waits for the bytes: they come from the cache mostly, and to have another thread fetch them took longer than to read them. */
function readAt(handle: FileHandle, path: string, position: number, length: number, buffer: Buffer): Buffer {
  try {
    const bytesRead = readSync(handle.fd, buffer, 0, Math.min(length, buffer.length), position);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw fileError(path, error);
  }
}
