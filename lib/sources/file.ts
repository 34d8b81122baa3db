import { type BigIntStats, readSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { oneLine } from '../one-line.ts';

export const SOURCE_ERRORS = ['missing', 'unreadable', 'not_a_file', 'truncated'] as const;

export type SourceErrorCode = (typeof SOURCE_ERRORS)[number];

/** A file cannot be read. The message is one line and names the file. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  readonly path: string;

  constructor(code: SourceErrorCode, path: string, detail: string, cause?: unknown) {
    super(`${oneLine(path)}: ${detail}`, { cause });
    this.code = code;
    this.path = path;
  }
}

/** Tells one content of a file from another without reading it. Plain JSON: it travels between steps. */
export interface FileIdentity {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970, as decimal digits. */
  readonly mtimeNs: string;
  readonly inode: string;
}

/** `[from, to)`, in bytes from the start of the file. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Large enough that the calls cost little, small enough to stay in the processor's cache. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Identity of a regular file (symbolic links are followed) that this process may read.
 * @throws {SourceError} missing, unreadable or not_a_file
 */
export async function identify(path: string): Promise<FileIdentity> {
  const stats = await statFile(path);
  const handle = await openFile(path);
  await handle.close();
  return {
    path,
    size: Number(stats.size),
    mtimeNs: stats.mtimeNs.toString(),
    inode: stats.ino.toString(),
  };
}

/** What changed from one identity of a file to the other, as one clause; undefined when nothing did. */
export function sameIdentity(before: FileIdentity, after: FileIdentity): string | undefined {
  if (before.path !== after.path) {
    return `the path changed from ${before.path} to ${after.path}`;
  }
  if (before.inode !== after.inode) {
    return 'the file was replaced by another';
  }
  if (before.size !== after.size) {
    return `the size changed from ${before.size} to ${after.size} bytes`;
  }
  if (before.mtimeNs !== after.mtimeNs) {
    return 'the file was written to';
  }
  return undefined;
}

/** A new buffer for each chunk. */
const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(CHUNK_BYTES);

/**
 * Reads a range of a file in chunks, each in a buffer of its own of 256 KiB unless told otherwise. The file is open only
 * while the iteration runs: an early return or a throw of the consumer closes it.
 * @param buffer where the next chunk goes; a chunk is at most as large as that
 * @throws {SourceError} missing, unreadable, not_a_file, or truncated when the file ends before the range does
 */
export async function* readRange(
  path: string,
  range: ByteRange,
  buffer: () => Buffer = newBuffer,
): AsyncGenerator<Buffer, void, undefined> {
  await statFile(path);
  const handle = await openFile(path);
  try {
    let at = range.from;
    while (at < range.to) {
      const chunk = readAt(handle, path, at, range.to - at, buffer());
      if (chunk.length === 0) {
        throw new SourceError('truncated', path, `ends at byte ${at}, not ${range.to}`);
      }
      at += chunk.length;
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

/**
 * The first `bytes` bytes of a file; all of it when it is shorter.
 * @throws {SourceError} missing, unreadable or not_a_file
 */
export async function readHead(path: string, bytes: number): Promise<Buffer> {
  const { size } = await statFile(path);
  const chunks: Buffer[] = [];
  for await (const chunk of readRange(path, { from: 0, to: Math.min(bytes, Number(size)) })) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Looks before opening: to open a named pipe would wait for a writer. */
async function statFile(path: string): Promise<BigIntStats> {
  let stats: BigIntStats;
  try {
    stats = await stat(path, { bigint: true });
  } catch (error) {
    throw sourceError(path, error);
  }
  if (!stats.isFile()) {
    throw new SourceError('not_a_file', path, 'is not a regular file');
  }
  return stats;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw sourceError(path, error);
  }
}

/** Waits for the bytes: they come from the cache mostly, and to have another thread fetch them took longer than to read them. */
function readAt(handle: FileHandle, path: string, position: number, length: number, buffer: Buffer): Buffer {
  try {
    const bytesRead = readSync(handle.fd, buffer, 0, Math.min(length, buffer.length), position);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw sourceError(path, error);
  }
}

function sourceError(path: string, error: unknown): SourceError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SourceError('missing', path, 'does not exist', error);
  }
  return new SourceError('unreadable', path, `cannot be read (${code})`, error);
}
