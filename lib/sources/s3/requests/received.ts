import type { IncomingMessage } from 'node:http';
import { Interruption } from './interruption.ts';
import { watchSilence } from './silence.ts';

/** How much of an answer is read, and for how long. */
export interface DocumentLimits {
  /** For the next bytes. */
  readonly stallMs: number;
  /** For all of them. */
  readonly wholeMs: number;
  readonly mostBytes: number;
}

/** An answer as text. */
export interface ReceivedDocument {
  readonly text: string;
  /** Which limit it is cut at; undefined when it is whole, as far as its server says how long it is. */
  readonly cutAt: 'bytes' | 'time' | undefined;
}

/** All of an answer as text, or its first part when it is too long or takes too long. @throws Interruption as drained does */
export async function documentOf(
  body: IncomingMessage,
  { stallMs, wholeMs, mostBytes }: DocumentLimits,
): Promise<ReceivedDocument> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let cutAt: ReceivedDocument['cutAt'];
  const cut = (limit: ReceivedDocument['cutAt']) => {
    cutAt ??= limit;
    body.destroy();
  };
  const timer = setTimeout(() => cut('time'), wholeMs);
  const all = drained(body, stallMs, (chunk) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) {
      cut('bytes');
    }
  });
  await all
    .catch((error: unknown) => {
      if (cutAt === undefined) {
        throw error;
      }
    })
    .finally(() => clearTimeout(timer));
  return { text: Buffer.concat(chunks).toString(), cutAt };
}

/**
 * Takes the bytes of an answer as they come.
 *
 * @throws Interruption when no byte comes for some time, or when the answer ends too soon
 */
export async function drained(
  body: IncomingMessage,
  stallMs: number,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const silence = watchSilence(stallMs, () => {
    body.destroy(new Interruption('busy', `sent nothing for ${stallMs / 1000} s`));
  });
  body.on('data', (chunk: Buffer) => {
    silence.heard();
    take(chunk);
  });
  body.once('end', resolve);
  body.once('error', reject);
  body.once('close', () => reject(new Interruption('busy', 'cut the connection')));
  try {
    await promise;
  } finally {
    silence.end();
  }
}
