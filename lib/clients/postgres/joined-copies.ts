import { copyData, copyDataHeader, FORMAT_HEADER, FORMAT_TRAILER } from './copy-format.ts';

/** The messages with which a client begins and ends to copy rows. */
export const COPY_BEGIN = copyData(FORMAT_HEADER);
export const COPY_END = copyData(FORMAT_TRAILER);

/**
 * Takes from what a server copies its beginning and its end, so that the rows of several statements can follow one another. What may be
 * the end is held back; whoever gives up before more came may have written a part of a row only.
 */
export class JoinedCopies {
  #isBegun = false;
  /** What may be the end. */
  #held: Buffer = Buffer.alloc(0);

  /** Takes whole messages, and gives the bytes that are to be written in their stead: all but the end. */
  take(messages: Buffer): Buffer[] {
    const held = this.#held;
    // A row may end like that too: then more comes.
    const mayBeEnd = messages.subarray(-COPY_END.length).equals(COPY_END);
    const to = messages.length - (mayBeEnd ? COPY_END.length : 0);
    this.#held = messages.subarray(to);
    if (this.#isBegun) {
      return [held, messages.subarray(0, to)].filter(({ length }) => length > 0);
    }
    return this.#withoutBeginning(messages, to);
  }

  /** The first row is in the message that the beginning is in. */
  #withoutBeginning(messages: Buffer, to: number): Buffer[] {
    this.#isBegun = true;
    const left = messages.readInt32BE(1) + 1 - COPY_BEGIN.length;
    const from = COPY_BEGIN.length;
    if (left > FORMAT_TRAILER.length) {
      return [copyDataHeader(left), messages.subarray(from, to)];
    }
    // There is no row at all.
    this.#held = Buffer.alloc(0);
    return [];
  }
}
