import { isAscii } from 'node:buffer';
import { MOST_DIGITS, writeDigits } from './digits.ts';

const FIRST_BYTES = 64 * 1024;

const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NULL = Buffer.from('NULL');
const EMPTY = Buffer.from('{}');

const WORD = 2 ** 32;
/** A high word below this leaves an integer that a number holds exactly. */
const EXACT_HIGH = 2 ** 21;

/**
 * An array as PostgreSQL reads it, `{1,2}` or `{"a","b",NULL}`, put together from bytes: no string is made, or one for
 * the whole array. The driver sends that as it is, where an array of strings would be quoted element by element.
 * https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
export class ArrayLiteral {
  #bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  /** Takes turns with it, so that one can be sent while the next is put together. */
  #spare: Buffer = Buffer.alloc(0);
  #length = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** Appends elements as they are, with commas between them. */
  addElements(elements: Uint8Array): void {
    const out = this.#next(elements.length);
    out.set(elements, this.#length);
    this.#length += elements.length;
  }

  /** Appends an element without a value. */
  addNull(): void {
    this.addElements(NULL);
  }

  /** Appends the text `bytes[from, to)`, in UTF-8 and without a NUL; NULL when it is empty. */
  addText(bytes: Uint8Array, from: number, to: number): void {
    if (from === to) {
      this.addNull();
      return;
    }
    const out = this.#next(2 * (to - from) + 2);
    let length = this.#length;
    out[length++] = QUOTE;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === QUOTE || byte === BACKSLASH) {
        out[length++] = BACKSLASH;
      }
      out[length++] = byte;
    }
    out[length++] = QUOTE;
    this.#length = length;
  }

  /** Appends a whole number of 0 to 2^53-1. */
  addNumber(value: number): void {
    const out = this.#next(MOST_DIGITS);
    this.#length = writeDigits(out, this.#length, value);
  }

  /** Appends a whole number of two 32-bit words. */
  addWords(low: number, high: number): void {
    if (high < EXACT_HIGH) {
      this.addNumber(high * WORD + low);
    } else {
      this.addElements(Buffer.from(((BigInt(high) << 32n) | BigInt(low)).toString()));
    }
  }

  /** The array, which is empty from then on. */
  take(): string {
    const bytes = this.#close();
    return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  }

  /** The same as bytes: valid until the array that follows is taken, and something is added to the one after it. */
  takeBytes(): Buffer {
    const bytes = this.#close();
    [this.#bytes, this.#spare] = [this.#spare, this.#bytes];
    return bytes;
  }

  /** Ends the array. Gives its bytes, to be read before the next element is added. */
  #close(): Buffer {
    if (this.#length === 0) {
      return EMPTY;
    }
    this.#bytes[this.#length++] = CLOSING_BRACE;
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  /** Begins an element of at most so many bytes, and gives the buffer with room for it and a closing brace. */
  #next(size: number): Buffer {
    const needed = this.#length + size + 2;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * needed);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = this.#length === 0 ? BRACE : COMMA;
    this.#length++;
    return this.#bytes;
  }
}

/** Values as PostgreSQL reads an array of them. */
export function literalOf(values: readonly (bigint | number | string | null)[]): string {
  const elements = values.map((value) => {
    if (value === null) {
      return 'NULL';
    }
    return typeof value === 'string' ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
  });
  return `{${elements.join(',')}}`;
}
