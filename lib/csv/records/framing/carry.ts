const FIRST_BYTES = 4096;

/**
 * The start of a record whose end is not read yet. Holds a copy, so that chunks may be reused, and no more than
 * `limit` bytes of it. The buffer doubles as it grows: the time taken is linear in the record, however small the
 * chunks are.
 */
export class Carry {
  readonly #limit: number;
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #kept = 0;
  /** Bytes of the record so far, kept or not. */
  length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  append(bytes: Uint8Array, from: number, to: number): void {
    this.length += to - from;
    const kept = Math.min(this.#limit, this.#kept + to - from);
    if (kept === this.#kept) {
      return;
    }
    this.#reserve(kept);
    this.#buffer.set(bytes.subarray(from, from + kept - this.#kept), this.#kept);
    this.#kept = kept;
  }

  /** The bytes kept: all of the record unless it is longer than the limit. Valid until the next append. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#kept);
  }

  clear(): void {
    this.#kept = 0;
    this.length = 0;
  }

  #reserve(size: number): void {
    if (size <= this.#buffer.length) {
      return;
    }
    const larger = Buffer.allocUnsafeSlow(Math.max(size, Math.min(this.#limit, 2 * this.#buffer.length)));
    larger.set(this.#buffer.subarray(0, this.#kept));
    this.#buffer = larger;
  }
}
