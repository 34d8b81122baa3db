import { MESSAGE_HEADER_BYTES } from './copy-format.ts';

/**
 * Follows the messages of a server, of which only the lengths are looked at: one that has begun to come must not be taken for the
 * beginning of another one.
 */
export class MessageEnds {
  /** Bytes that are still to come of a message whose header has come. */
  #left = 0;
  /** What has come of a header that is not complete. */
  #header: Buffer = Buffer.alloc(0);

  /** Follows bytes that have come after all others. */
  follow(bytes: Buffer): void {
    const all = this.#withHeader(bytes);
    let at = this.#left;
    while (at + MESSAGE_HEADER_BYTES <= all.length) {
      at += messageLength(all, at);
    }
    this.#left = Math.max(0, at - all.length);
    // A copy: the bytes around it are not to be kept for it.
    this.#header = Buffer.from(all.subarray(at));
  }

  /** How many of the next bytes belong to the message that has begun; 0 if none has. */
  restIn(bytes: Buffer): number {
    if (this.#header.length === 0) {
      return Math.min(this.#left, bytes.length);
    }
    const all = this.#withHeader(bytes);
    const length = all.length < MESSAGE_HEADER_BYTES ? all.length : messageLength(all, 0);
    return Math.min(length, all.length) - this.#header.length;
  }

  #withHeader(bytes: Buffer): Buffer {
    return this.#header.length === 0 ? bytes : Buffer.concat([this.#header, bytes]);
  }
}

/** The length says how long a message is without the byte of its type. */
const messageLength = (bytes: Buffer, at: number): number => 1 + bytes.readUInt32BE(at + 1);
