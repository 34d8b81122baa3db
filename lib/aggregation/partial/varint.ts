/**
 * Unsigned integers of any size as LEB128 (7 bits a byte, the lowest first), which is how Protocol Buffers
 * and WebAssembly write theirs: https://webassembly.github.io/spec/core/binary/values.html#integers
 */

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** More bytes than a partial can have. Address space, not memory: what is not written to costs nothing. */
const MOST_BYTES = 2 ** 32;
const FIRST_BYTES = 64 * 1024;
/** A buffer grows by half of what it has, up to so much at a time. */
const MOST_GROWTH = 4 * 1024 * 1024;

/** Collects varints in a buffer that grows where it is: a copy of a large partial would double the memory of `load`. */
export class VarintWriter {
  readonly #buffer = new ArrayBuffer(FIRST_BYTES, { maxByteLength: MOST_BYTES });
  #bytes = new Uint8Array(this.#buffer, 0, FIRST_BYTES);
  #length = 0;

  /** Appends a value >= 0. */
  write(value: bigint): void {
    let rest = value;
    // Plain numbers are an order of magnitude faster than BigInt, and nearly every value fits.
    while (rest > MAX_SAFE) {
      this.#push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    let small = Number(rest);
    while (small > 0x7f) {
      this.#push((small % 128) | 0x80);
      small = Math.floor(small / 128);
    }
    this.#push(small);
  }

  /** Appends bytes as they are. */
  writeBytes(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#push(byte);
    }
  }

  /** All that was written. No copy, since a partial may be large: nothing may be written any more. */
  finish(): Buffer {
    return Buffer.from(this.#buffer, 0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      this.#buffer.resize(this.#length + Math.min(MOST_GROWTH, this.#length >> 1));
      this.#bytes = new Uint8Array(this.#buffer, 0, this.#buffer.byteLength);
    }
    this.#bytes[this.#length++] = byte;
  }
}

/** Reads varints one after the other. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /**
   * The next value.
   *
   * @throws RangeError behind the last one
   */
  read(): bigint {
    let value = 0;
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const byte = this.#next();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return BigInt(value);
      }
    }
    let wide = BigInt(value);
    for (let shift = 49n; ; shift += 7n) {
      const byte = this.#next();
      wide |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return wide;
      }
    }
  }

  #next(): number {
    const byte = this.#bytes[this.#position++];
    if (byte === undefined) {
      throw new RangeError('a partial ends in the middle of a value');
    }
    return byte;
  }
}
