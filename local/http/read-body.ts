import type { IncomingMessage } from 'node:http';

/** Far above all that is sent to the emulators. */
export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The body of a request as text; undefined when it is larger than 1 MiB. It is read to its end all the same, but not kept: a
 * client that is cut off while it sends sees no answer.
 *
 * @throws Error of the system when the client breaks off; nobody is left to answer then
 */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}
