/**
 * The bytes of a stretch of a column: a header, then each 32-bit word of the values as a column of its own, as narrow as its
 * greatest value allows (0, 1, 2 or 4 bytes each, 0 when all are 0). So a value of 16 bytes takes one where one is enough, and
 * to read it is a copy from one typed array to another. Words are in the order of the machine, the least first, as on all
 * that Node and WebAssembly run on.
 *
 * The header has 20 bytes: encoding, words of a value, the width of each of up to four words, two bytes that are 0, the number
 * of values, and 64 bits of a base that the encoding has a use for.
 */

/** What the words of the values are. */
export const ENCODINGS = ['values', 'differences', 'ranges'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A stretch of a column that was read, or is to be written. */
export interface WordChunk {
  readonly encoding: Encoding;
  /** 32-bit words of a value: 1 to 4. */
  readonly stride: number;
  /** Value after value. */
  readonly words: Uint32Array;
  /** Low and high half of what the first value starts from. */
  readonly base: readonly [low: number, high: number];
}

const HEADER_BYTES = 20;
const WIDTHS = 2;
const COUNT = 8;
const BASE = 12;
const MOST_WORDS = 4;

/** Its bytes. */
export function encodeWords({ encoding, stride, words, base }: WordChunk): Uint8Array {
  const count = words.length / stride;
  const widths = Array.from({ length: stride }, (_, word) => widthOf(words, word, stride));
  const size = widths.reduce((sum, width) => sum + padded(count * width), HEADER_BYTES);
  const bytes = new Uint8Array(size);
  const header = new DataView(bytes.buffer);
  header.setUint8(0, ENCODINGS.indexOf(encoding));
  header.setUint8(1, stride);
  header.setUint32(COUNT, count, true);
  header.setUint32(BASE, base[0], true);
  header.setUint32(BASE + 4, base[1], true);
  let at = HEADER_BYTES;
  for (const [word, width] of widths.entries()) {
    header.setUint8(WIDTHS + word, width);
    const column = columnOf(bytes, at, count, width);
    if (column) {
      for (let from = word, to = 0; to < count; from += stride, to++) {
        column[to] = words[from] as number;
      }
      at += padded(count * width);
    }
  }
  return bytes;
}

/** @throws Error when the bytes are not as many as their header says */
export function decodeWords(given: Uint8Array): WordChunk {
  const bytes = aligned(given);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < HEADER_BYTES) {
    throw cutShort();
  }
  const stride = header.getUint8(1);
  const count = header.getUint32(COUNT, true);
  const encoding = ENCODINGS[header.getUint8(0)];
  if (encoding === undefined || stride < 1 || stride > MOST_WORDS) {
    throw new Error("this code can't read a column of a partial: start a new run");
  }
  const widths = Array.from({ length: stride }, (_, word) => header.getUint8(WIDTHS + word));
  if (bytes.length !== widths.reduce((sum, width) => sum + padded(count * width), HEADER_BYTES)) {
    throw cutShort();
  }
  const words = new Uint32Array(count * stride);
  let at = HEADER_BYTES;
  for (const [word, width] of widths.entries()) {
    const column = columnOf(bytes, at, count, width);
    if (column) {
      spread(column, words, word, stride);
      at += padded(count * width);
    }
  }
  const base = [header.getUint32(BASE, true), header.getUint32(BASE + 4, true)] as const;
  return { encoding, stride, words, base };
}

function spread(
  column: Uint8Array | Uint16Array | Uint32Array,
  words: Uint32Array,
  word: number,
  stride: number,
): void {
  for (let from = 0, to = word; from < column.length; from++, to += stride) {
    words[to] = column[from] as number;
  }
}

/** Bytes that every word at that position fits into. */
function widthOf(words: Uint32Array, word: number, stride: number): number {
  let bits = 0;
  for (let at = word; at < words.length; at += stride) {
    bits |= words[at] as number;
  }
  if (bits === 0) {
    return 0;
  }
  return bits >>> 0 < 0x100 ? 1 : bits >>> 0 < 0x10000 ? 2 : 4;
}

function columnOf(bytes: Uint8Array, at: number, count: number, width: number) {
  const offset = bytes.byteOffset + at;
  switch (width) {
    case 0:
      return undefined;
    case 1:
      return new Uint8Array(bytes.buffer, offset, count);
    case 2:
      return new Uint16Array(bytes.buffer, offset, count);
    default:
      return new Uint32Array(bytes.buffer, offset, count);
  }
}

/** Columns begin at multiples of four bytes. */
const padded = (bytes: number): number => (bytes + 3) & ~3;

const aligned = (bytes: Uint8Array): Uint8Array => (bytes.byteOffset % 4 === 0 ? bytes : bytes.slice());

const cutShort = () => new Error('a partial ends in the middle of a column');
