import { inAscendingOrder } from './ascending.ts';
import { compareTexts, startOf, type Texts } from './texts.ts';

/** Bytes that are looked at at once. */
const WORD = 8;
/** So few are compared with each other instead. */
const FEW = 24;

/**
 * Indexes of texts in ascending order, byte by byte; those that are the same stay in their order. They are sorted by eight bytes
 * as if these were a number, and those alike in them by the next eight: a hundred thousand UUIDs take 30 ms, where a
 * comparison of each with each takes 150.
 */
export function textOrder(texts: Texts): Uint32Array {
  const order = new Uint32Array(texts.ends.length);
  for (let index = 0; index < order.length; index++) {
    order[index] = index;
  }
  sortFrom(texts, order, 0);
  return order;
}

/** Puts indexes of texts in order that are alike in their first `depth` bytes. */
function sortFrom(texts: Texts, indexes: Uint32Array, depth: number): void {
  if (indexes.length <= FEW) {
    indexes.sort((a, b) => compareTexts(texts, a, texts, b) || a - b);
    return;
  }
  const words = wordsAt(texts, indexes, depth);
  const positions = inAscendingOrder(words);
  const before = indexes.slice();
  for (let at = 0; at < positions.length; at++) {
    indexes[at] = before[positions[at] as number] as number;
  }
  let start = 0;
  for (let at = 1; at <= positions.length; at++) {
    const word = words[positions[start] as number] as bigint;
    if (at < positions.length && words[positions[at] as number] === word) {
      continue;
    }
    sortAlike(texts, indexes.subarray(start, at), depth + WORD);
    start = at;
  }
}

/** The same of some that are alike up to there. A zero byte after the end of a text is not part of it: the shorter one comes first. */
function sortAlike(texts: Texts, indexes: Uint32Array, depth: number): void {
  if (indexes.length < 2) {
    return;
  }
  const goesOn = (index: number) => (texts.ends[index] as number) - startOf(texts, index) > depth;
  const ended = indexes.filter((index) => !goesOn(index));
  const others = indexes.filter(goesOn);
  ended.sort((a, b) => compareTexts(texts, a, texts, b) || a - b);
  sortFrom(texts, others, depth);
  indexes.set(ended);
  indexes.set(others, ended.length);
}

/** Eight bytes of each text from `depth` on, the first as the highest; zeroes after its end. */
function wordsAt(texts: Texts, indexes: Uint32Array, depth: number): BigUint64Array {
  const { bytes, ends } = texts;
  const words = new BigUint64Array(indexes.length);
  const halves = new Uint32Array(words.buffer);
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at] as number;
    const from = startOf(texts, index) + depth;
    const end = ends[index] as number;
    halves[2 * at + 1] = halfAt(bytes, from, end);
    halves[2 * at] = halfAt(bytes, from + WORD / 2, end);
  }
  return words;
}

function halfAt(bytes: Uint8Array, from: number, end: number): number {
  let half = 0;
  for (let at = from; at < from + WORD / 2; at++) {
    half = (half << 8) | (at < end ? (bytes[at] as number) : 0);
  }
  return half >>> 0;
}
