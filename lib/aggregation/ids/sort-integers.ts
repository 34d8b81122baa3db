import { wordsOf } from '../partial/integers.ts';

const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;
/** The highest bits that differ, so many of them, are sorted by digits. */
const SORTED_BITS = 3 * DIGIT_BITS;
const WORD_BITS = 32;
/** Where others are moved further than that on average, values are not spread as ids and hashes are. */
const MOST_MOVES = 8;
/** So few are not worth the room for the passes. */
const FEW = 4096;

/**
 * Puts integers in ascending order, where they are. One pass over all parts them by their highest digit; a part fits into the
 * processor's cache, where two more passes sort it by the digits below, after which hardly any is more than a few places from where
 * it belongs, and is moved there. Two passes over all by longer digits take a third longer (docs/decisions/026).
 *
 * @returns the same array
 */
export function sortIntegers<Memory extends ArrayBufferLike>(
  values: BigUint64Array<Memory>,
): BigUint64Array<Memory> {
  if (values.length < FEW) {
    return values.sort();
  }
  const words = wordsOf(values);
  const shift = Math.max(0, differingBits(words) - SORTED_BITS);
  const room = new Uint32Array(words.length);
  let moves = MOST_MOVES * values.length;
  let from = 0;
  for (const to of scattered(words, room, { from, to: words.length, shift: shift + 2 * DIGIT_BITS })) {
    scattered(room, words, { from, to, shift });
    scattered(words, room, { from, to, shift: shift + DIGIT_BITS });
    moves -= putInPlace(room, words, { from, to, most: moves });
    if (moves < 0) {
      // All are in the room, in any order.
      words.set(room);
      return values.sort();
    }
    from = to;
  }
  return values;
}

/** How many bits, from the lowest on, it takes to tell any two apart. */
function differingBits(words: Uint32Array): number {
  const [firstLow, firstHigh] = [words[0] as number, words[1] as number];
  let [low, high] = [0, 0];
  for (let at = 0; at < words.length; at += 2) {
    low |= (words[at] as number) ^ firstLow;
    high |= (words[at + 1] as number) ^ firstHigh;
  }
  return high === 0 ? WORD_BITS - Math.clz32(low) : 2 * WORD_BITS - Math.clz32(high);
}

/** Words of values next to each other. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Copies values in the order of a digit; those with the same one stay in their order. @returns where those with each digit end */
function scattered(
  values: Uint32Array,
  into: Uint32Array,
  { from, to, shift }: Stretch & { readonly shift: number },
): Uint32Array {
  const places = placesOf(values, { from, to, shift });
  const [word, bits] = [shift >>> 5, shift & (WORD_BITS - 1)];
  for (let at = from; at < to; at += 2) {
    const high = values[at + 1] as number;
    const digit = digitOf(values[at + word] as number, high, bits);
    const place = places[digit] as number;
    places[digit] = place + 2;
    into[place] = values[at] as number;
    into[place + 1] = high;
  }
  return places;
}

/** Where the values with each digit begin. */
function placesOf(
  words: Uint32Array,
  { from, to, shift }: Stretch & { readonly shift: number },
): Uint32Array {
  const places = new Uint32Array(DIGITS);
  const [word, bits] = [shift >>> 5, shift & (WORD_BITS - 1)];
  for (let at = from; at < to; at += 2) {
    const digit = digitOf(words[at + word] as number, words[at + 1] as number, bits);
    places[digit] = (places[digit] as number) + 2;
  }
  let start = from;
  for (let digit = 0; digit < DIGITS; digit++) {
    const size = places[digit] as number;
    places[digit] = start;
    start += size;
  }
  return places;
}

/**
 * The digit that begins at a bit of a word. Without a branch, which takes longer: what is beyond the word comes from the
 * higher one; if it is the higher one itself, a digit never is, and what is added to it lies above the digit.
 */
function digitOf(word: number, high: number, bits: number): number {
  return ((word >>> bits) | ((high << (WORD_BITS - 1 - bits)) << 1)) & (DIGITS - 1);
}

/**
 * Copies values, each before those that are greater, to where they were. Gives up when that takes too long.
 *
 * @returns how many were moved; more than `most` when it gave up
 */
function putInPlace(
  values: Uint32Array,
  into: Uint32Array,
  { from, to, most }: Stretch & { readonly most: number },
): number {
  let moves = 0;
  // The greatest one so far.
  let lastLow = 0;
  let lastHigh = 0;
  for (let at = from; at < to && moves <= most; at += 2) {
    const low = values[at] as number;
    const high = values[at + 1] as number;
    let place = at;
    if (isLess(low, high, lastLow, lastHigh)) {
      while (place > from && isLess(low, high, into[place - 2] as number, into[place - 1] as number)) {
        into[place] = into[place - 2] as number;
        into[place + 1] = into[place - 1] as number;
        place -= 2;
        moves++;
      }
    } else {
      lastLow = low;
      lastHigh = high;
    }
    into[place] = low;
    into[place + 1] = high;
  }
  return moves;
}

const isLess = (low: number, high: number, otherLow: number, otherHigh: number): boolean =>
  high < otherHigh || (high === otherHigh && low < otherLow);
