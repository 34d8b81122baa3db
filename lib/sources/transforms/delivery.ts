import type { ByteRange } from '../source.ts';
import { SourceError } from '../source-error.ts';

/**
 * Hands out a range of bytes that can only be read from their start: what is before it is passed over, and what is in it goes to
 * the buffers of who reads.
 */
export class Delivery {
  readonly #from: number;
  readonly #to: number;
  readonly #buffer: (() => Buffer) | undefined;
  /** How many bytes came so far. */
  #at = 0;

  constructor({ from, to = Number.POSITIVE_INFINITY }: ByteRange, buffer: (() => Buffer) | undefined) {
    this.#from = from;
    this.#to = to;
    this.#buffer = buffer;
  }

  /** Whether all of the range was handed out. */
  get isDone(): boolean {
    return this.#at >= this.#to;
  }

  /** Takes the next bytes, and gives those of them that are in the range; without buffers as they are, not copied. */
  *of(bytes: Buffer): Generator<Buffer, void, undefined> {
    const wanted = bytes.subarray(Math.max(this.#from - this.#at, 0), Math.max(this.#to - this.#at, 0));
    this.#at += bytes.length;
    if (this.#buffer === undefined) {
      if (wanted.length > 0) {
        yield wanted;
      }
      return;
    }
    for (let copied = 0; copied < wanted.length; ) {
      const target = this.#buffer();
      const length = wanted.copy(target, 0, copied);
      copied += length;
      yield target.subarray(0, length);
    }
  }

  /**
   * Ends it: there are no more bytes.
   * @param did what was done to the bytes, as in `inflates`
   * @throws {SourceError} truncated when the range does not end before
   */
  end(uri: string, did: string): void {
    if (!this.isDone && this.#to !== Number.POSITIVE_INFINITY) {
      throw new SourceError('truncated', uri, `${did} to ${this.#at} bytes, not ${this.#to}`);
    }
  }
}
