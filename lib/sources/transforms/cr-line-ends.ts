import { byteStream } from '../byte-stream.ts';
import type { Transform } from './transform.ts';

/** So many bytes without an LF are lines that end with CR, if there is one. */
const MOST_LOOKED_AT = 64 * 1024;
/** The first line of nearly every file ends in these. */
const LOOKED_AT_FIRST = 4096;

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22];

/**
 * Text whose lines end with CR alone, as old Macs and "CSV (Macintosh)" of Excel write it: every CR becomes an LF. It is told by its first
 * 64 KiB, which have no LF, and a CR outside quotes.
 */
export const crLineEnds: Transform = {
  name: 'cr-line-ends',
  isSeekable: true,
  isNeeded: async ({ first }) => {
    if ((await first(LOOKED_AT_FIRST)).includes(LF)) {
      return false;
    }
    const head = await first(MOST_LOOKED_AT);
    return !head.includes(LF) && hasCrOutsideQuotes(head);
  },
  read: (bytes, range, buffer) =>
    byteStream(async function* (took) {
      const stream = bytes.read(range, buffer);
      for await (const chunk of stream) {
        took(stream.storedBytes);
        yield withLf(chunk);
      }
      took(stream.storedBytes);
    }),
};

/** In place: chunks are of who asked for them. */
function withLf(chunk: Buffer): Buffer {
  for (let at = chunk.indexOf(CR); at >= 0; at = chunk.indexOf(CR, at + 1)) {
    chunk[at] = LF;
  }
  return chunk;
}

function hasCrOutsideQuotes(head: Buffer): boolean {
  let isQuoted = false;
  for (const byte of head) {
    if (byte === QUOTE) {
      isQuoted = !isQuoted;
    } else if (byte === CR && !isQuoted) {
      return true;
    }
  }
  return false;
}
