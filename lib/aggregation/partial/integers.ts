import { decodeWords, encodeWords } from './word-chunk.ts';

/** 32-bit words of a value: numbers have one, 64-bit integers two, and sums that need it four. */
export type Stride = 1 | 2 | 4;

/** Unsigned integers, value after value, the least word of each first. */
export interface Integers {
  readonly words: Uint32Array;
  readonly stride: Stride;
}

/** So many values are in one chunk. */
export const CHUNK_VALUES = 65_536;

/** How many values there are. */
export const sizeOf = ({ words, stride }: Integers): number => words.length / stride;

/** The 64-bit integers of an array, in its own memory. */
export const integersOf = (values: BigUint64Array): Integers => ({ words: wordsOf(values), stride: 2 });

/** The 32-bit words of an array, in its own memory. */
export function wordsOf(values: BigUint64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
}

/** 64-bit integers as an array, in the same memory. */
export function bigintsOf({ words }: Integers): BigUint64Array {
  return new BigUint64Array(words.buffer, words.byteOffset, words.length / 2);
}

/** The value at a position. */
export function integerAt({ words, stride }: Integers, position: number): bigint {
  let value = 0n;
  for (let word = stride - 1; word >= 0; word--) {
    value = (value << 32n) | BigInt(words[position * stride + word] as number);
  }
  return value;
}

/** The same values in so many words each. */
export function widened(integers: Integers, stride: Stride): Integers {
  if (integers.stride === stride) {
    return integers;
  }
  const words = new Uint32Array(sizeOf(integers) * stride);
  for (let word = 0; word < integers.stride; word++) {
    for (let from = word, to = word; from < integers.words.length; from += integers.stride, to += stride) {
      words[to] = integers.words[from] as number;
    }
  }
  return { words, stride };
}

/** Values of four words each in two, if they fit. */
export function narrowed(values: Integers): Integers {
  const { words, stride } = values;
  if (stride !== 4) {
    return values;
  }
  const narrow = new Uint32Array(words.length / 2);
  for (let at = 0; at < words.length; at += 4) {
    if (words[at + 2] !== 0 || words[at + 3] !== 0) {
      return values;
    }
    narrow[at / 2] = words[at] as number;
    narrow[at / 2 + 1] = words[at + 1] as number;
  }
  return { words: narrow, stride: 2 };
}

/** Values as the bytes of chunks. */
export function* encodeIntegers({ words, stride }: Integers): Generator<Uint8Array> {
  for (let from = 0; from < words.length; from += CHUNK_VALUES * stride) {
    const own = words.subarray(from, from + CHUNK_VALUES * stride);
    yield encodeWords({ encoding: 'values', stride, words: own, base: [0, 0] });
  }
}

/** Numbers that mostly ascend, such as those of owners that have several entries each: as differences. */
export function* encodeNumbers(numbers: Uint32Array): Generator<Uint8Array> {
  for (let from = 0; from < numbers.length; from += CHUNK_VALUES) {
    const own = numbers.subarray(from, from + CHUNK_VALUES);
    let before = own[0] as number;
    const words = own.map((number) => {
      const difference = number - before;
      before = number;
      return difference;
    });
    yield encodeWords({ encoding: 'differences', stride: 1, words, base: [own[0] as number, 0] });
  }
}

/** The values of a chunk that encodeIntegers or encodeNumbers gave. @throws Error when it is cut short */
export function decodeIntegers(bytes: Uint8Array): Integers {
  const { encoding, stride, words, base } = decodeWords(bytes);
  if (encoding === 'differences') {
    let number = base[0];
    for (let at = 0; at < words.length; at++) {
      number = (number + (words[at] as number)) >>> 0;
      words[at] = number;
    }
  }
  return { words, stride: strideOf(stride) };
}

function strideOf(words: number): Stride {
  if (words === 1 || words === 2 || words === 4) {
    return words;
  }
  throw new Error(`a partial has integers of ${words} words: start a new run`);
}
