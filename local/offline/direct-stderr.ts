import { writeSync } from 'node:fs';

/** Of a write that is no longer, a pipe takes all or nothing, so that lines of threads do not get into each other (PIPE_BUF). */
const AT_ONCE_BYTES = process.platform === 'linux' ? 4096 : 512;

const STDERR = 2;

/**
 * Lets a thread write its lines to the process's stderr by itself. Node hands them to the main thread, which is the one that all
 * requests of all functions go through, and loses the last ones of a thread that is ended. Longer texts, and those that stderr
 * does not take at once, still go that way.
 *
 * @param stream the thread's `process.stderr`
 */
export function writeDirectly(stream: Pick<NodeJS.WriteStream, 'write'>): void {
  const throughMainThread = stream.write.bind(stream);
  stream.write = (text: string | Uint8Array, ...rest: []) =>
    (rest.length === 0 && hasWritten(text)) || throughMainThread(text, ...rest);
}

function hasWritten(text: string | Uint8Array): boolean {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  if (bytes.length > AT_ONCE_BYTES) {
    return false;
  }
  try {
    writeSync(STDERR, bytes);
    return true;
  } catch {
    return false;
  }
}
