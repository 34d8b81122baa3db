import { wordsOf } from './integers.ts';
import { decodeWords, encodeWords } from './word-chunk.ts';

/** Ids in ascending order as stretches of ids that follow one another, so that dense ones take next to nothing. */
export interface RangeColumns {
  /** The first id of each range, as two words, the lower one first. */
  readonly first: Uint32Array;
  /** How many ids each has. */
  readonly lengths: Uint32Array;
}

/** A stretch of a column of ids, as bytes. */
export interface IdChunk {
  readonly bytes: Uint8Array;
  /** How many ids there are, and which are the first and the last: who looks for an id need not read all. */
  readonly size: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** So many ranges are in one chunk. */
export const CHUNK_RANGES = 16_384;

/** Words of a range: two of the gap to the one before, and its length but one. */
const STRIDE = 3;

const WORD = 2 ** 32;

/** Collects ranges until a chunk is full. */
class RangeCollector {
  #first = new Uint32Array(0);
  #lengths = new Uint32Array(0);
  #size = 0;
  /** The id after the last range. */
  #nextLow = 0;
  #nextHigh = 0;

  get isFull(): boolean {
    return this.#size === CHUNK_RANGES;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** Adds a range after all others; to the last one, if it goes on from there. */
  add(low: number, high: number, length: number): void {
    const size = this.#size;
    if (size === 0) {
      this.#first = new Uint32Array(2 * CHUNK_RANGES);
      this.#lengths = new Uint32Array(CHUNK_RANGES);
    }
    if (size > 0 && low === this.#nextLow && high === this.#nextHigh) {
      this.#lengths[size - 1] = (this.#lengths[size - 1] as number) + length;
    } else {
      this.#first[2 * size] = low;
      this.#first[2 * size + 1] = high;
      this.#lengths[size] = length;
      this.#size = size + 1;
    }
    this.#nextHigh = high + (low + length >= WORD ? 1 : 0);
    this.#nextLow = (low + length) % WORD;
  }

  /** All ranges; there are none from then on. */
  take(): RangeColumns {
    const size = this.#size;
    this.#size = 0;
    return { first: this.#first.subarray(0, 2 * size), lengths: this.#lengths.subarray(0, size) };
  }
}

/** Ranges as the bytes of a chunk. There is at least one. */
export function encodeRanges({ first, lengths }: RangeColumns): IdChunk {
  const ranges = lengths.length;
  const words = new Uint32Array(STRIDE * ranges);
  const [low, high] = [first[0] as number, first[1] as number];
  // Where the next range would begin if it had no gap before it.
  let [nextLow, nextHigh] = [low, high];
  let size = 0;
  for (let range = 0; range < ranges; range++) {
    const [ownLow, ownHigh] = [first[2 * range] as number, first[2 * range + 1] as number];
    const length = lengths[range] as number;
    words[STRIDE * range] = ownLow - nextLow;
    words[STRIDE * range + 1] = ownHigh - nextHigh - (ownLow < nextLow ? 1 : 0);
    words[STRIDE * range + 2] = length - 1;
    nextHigh = ownHigh + (ownLow + length >= WORD ? 1 : 0);
    nextLow = (ownLow + length) % WORD;
    size += length;
  }
  return {
    bytes: encodeWords({ encoding: 'ranges', stride: STRIDE, words, base: [low, high] }),
    size,
    first: joined(low, high),
    last: joined(nextLow, nextHigh) - 1n,
  };
}

/** The ranges of a chunk. @throws Error when it is cut short, or has something else in it */
export function decodeRanges(bytes: Uint8Array): RangeColumns {
  const { encoding, words, base } = decodeWords(bytes);
  if (encoding !== 'ranges') {
    throw new Error(`a partial has ${encoding} instead of ids: start a new run`);
  }
  const ranges = words.length / STRIDE;
  const first = new Uint32Array(2 * ranges);
  const lengths = new Uint32Array(ranges);
  let [low, high]: readonly [number, number] = base;
  for (let range = 0; range < ranges; range++) {
    const gap = words[STRIDE * range] as number;
    const length = (words[STRIDE * range + 2] as number) + 1;
    high += (words[STRIDE * range + 1] as number) + (low + gap >= WORD ? 1 : 0);
    low = (low + gap) >>> 0;
    first[2 * range] = low;
    first[2 * range + 1] = high;
    lengths[range] = length;
    high += low + length >= WORD ? 1 : 0;
    low = (low + length) >>> 0;
  }
  return { first, lengths };
}

/**
 * Ids as ranges.
 *
 * @param sorted ids in ascending order, each once
 * @param bits further ids, which are less: those of the bits that are set, bit 0 of word 0 being id 0
 */
export function* rangesOf(
  sorted: BigUint64Array,
  bits: Uint32Array = new Uint32Array(0),
): Generator<RangeColumns> {
  const collector = new RangeCollector();
  yield* collectBits(collector, bits);
  yield* collectSorted(collector, sorted);
  if (!collector.isEmpty) {
    yield collector.take();
  }
}

function* collectSorted(collector: RangeCollector, sorted: BigUint64Array): Generator<RangeColumns> {
  const words = wordsOf(sorted);
  let start = 0;
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && follows(words, at)) {
      continue;
    }
    collector.add(words[2 * start] as number, words[2 * start + 1] as number, at - start);
    start = at;
    if (collector.isFull) {
      yield collector.take();
    }
  }
}

/** Whether the id at a position is one more than the one before it. */
function follows(words: Uint32Array, at: number): boolean {
  const low = ((words[2 * at - 2] as number) + 1) >>> 0;
  const high = (words[2 * at - 1] as number) + (low === 0 ? 1 : 0);
  return words[2 * at] === low && words[2 * at + 1] === high;
}

function* collectBits(collector: RangeCollector, bits: Uint32Array): Generator<RangeColumns> {
  let first = -1;
  let before = 0;
  for (let at = 0; at < bits.length; at++) {
    const word = bits[at] as number;
    // Each bit against its lower neighbour; nearly all words are all zeroes or all ones, without a change.
    let changes = (word ^ ((word << 1) | before)) >>> 0;
    before = word >>> 31;
    for (; changes !== 0; changes = (changes & (changes - 1)) >>> 0) {
      const id = 32 * at + 31 - Math.clz32(changes & -changes);
      if (first < 0) {
        first = id;
        continue;
      }
      collector.add(first, 0, id - first);
      first = -1;
      if (collector.isFull) {
        yield collector.take();
      }
    }
  }
  if (first >= 0) {
    collector.add(first, 0, 32 * bits.length - first);
  }
}

/** The ids of ranges, one by one, into an array from a position on. @returns the position after them */
export function spellOut({ first, lengths }: RangeColumns, into: BigUint64Array, from: number): number {
  const words = new Uint32Array(into.buffer, into.byteOffset, 2 * into.length);
  let at = 2 * from;
  for (let range = 0; range < lengths.length; range++) {
    let low = first[2 * range] as number;
    let high = first[2 * range + 1] as number;
    for (let left = lengths[range] as number; left > 0; left--) {
      words[at++] = low;
      words[at++] = high;
      low = (low + 1) >>> 0;
      high += low === 0 ? 1 : 0;
    }
  }
  return at / 2;
}

const joined = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low);
