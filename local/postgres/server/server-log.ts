import { constants } from 'node:fs';
import { copyFile, type FileHandle, open, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/** How large the log may get before its content moves to the one old log that is kept. */
const MAX_LOG_BYTES = 10 * 1024 * 1024;
const CHECK_EVERY_MS = 60_000;
/** Enough for what PostgreSQL says about a failed start. */
const TAIL_BYTES = 16 * 1024;

/** The file PostgreSQL logs to. */
export function serverLogFile(stateDir: string): string {
  return join(stateDir, 'postgres.log');
}

/** The log, opened for one start of the server. */
export interface ServerLog {
  /** To be inherited by the server: unlike a pipe to us it keeps working when we are killed. */
  fd: number;
  /** What was written since it was opened, at most the last 16 KiB. */
  said(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the log for appending; readable by its owner alone (0600). */
export async function openServerLog(path: string): Promise<ServerLog> {
  await boundLog(path, MAX_LOG_BYTES);
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
  const handle = await open(path, flags, 0o600);
  const { size } = await handle.stat();
  return { fd: handle.fd, said: () => readFrom(handle, size), close: () => handle.close() };
}

async function readFrom(handle: FileHandle, from: number): Promise<string> {
  const { size } = await handle.stat();
  const start = Math.max(from, size - TAIL_BYTES);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
  return buffer.toString('utf8', 0, bytesRead);
}

/** Keeps the log of a running server bounded until the returned function is called. */
export function watchLogSize(path: string): () => void {
  const timer = setInterval(() => {
    // A full disk is no reason to end the stack: the next round tries again.
    boundLog(path, MAX_LOG_BYTES).catch(() => undefined);
  }, CHECK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Moves the content of a log that has outgrown `maxBytes` to `<path>.1` and empties it. Emptied, not renamed, because
 * the server keeps the file open; it appends, so it goes on at the new end.
 */
export async function boundLog(path: string, maxBytes: number): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maxBytes) {
    await copyFile(path, `${path}.1`);
    await truncate(path, 0);
  }
}
