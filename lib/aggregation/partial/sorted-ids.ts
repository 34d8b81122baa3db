import { wordsOf } from './integers.ts';

/** All ids of two ascending lists, each once; one of the two itself where it has all. */
export function unionOf(one: BigUint64Array, other: BigUint64Array): BigUint64Array {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const all = new Uint32Array(a.length + b.length);
  let [fromA, fromB, to] = [0, 0, 0];
  while (fromA < a.length && fromB < b.length) {
    const order = compareAt(a, fromA, b, fromB);
    const [source, from] = order <= 0 ? [a, fromA] : [b, fromB];
    all[to++] = source[from] as number;
    all[to++] = source[from + 1] as number;
    fromA += order <= 0 ? 2 : 0;
    fromB += order >= 0 ? 2 : 0;
  }
  all.set(a.subarray(fromA), to);
  to += a.length - fromA;
  all.set(b.subarray(fromB), to);
  to += b.length - fromB;
  if (to === a.length) {
    return one;
  }
  return to === b.length ? other : new BigUint64Array(all.buffer, 0, to / 2);
}

/** Where in an ascending list the ids of another are, which it has all of. */
export function positionsIn(all: BigUint64Array, some: BigUint64Array): Uint32Array {
  const positions = new Uint32Array(some.length);
  const isIn = ascendingSearch(all);
  const words = wordsOf(some);
  for (let at = 0; at < some.length; at++) {
    const position = isIn(words[2 * at] as number, words[2 * at + 1] as number);
    if (position < 0) {
      throw new Error(`the id ${some[at]} is not among those that it was taken from`);
    }
    positions[at] = position;
  }
  return positions;
}

/**
 * Finds ids in an ascending list, which must be asked for in ascending order, too: faster than to look each one up.
 *
 * @returns what gives the position of an id, by its two words; -1 when it is not in the list
 */
export function ascendingSearch(ids: BigUint64Array): (low: number, high: number) => number {
  const words = wordsOf(ids);
  let at = 0;
  return (low, high) => {
    while (at < words.length && isLess(words, at, low, high)) {
      at += 2;
    }
    return at < words.length && words[at] === low && words[at + 1] === high ? at / 2 : -1;
  };
}

function isLess(words: Uint32Array, at: number, low: number, high: number): boolean {
  const own = words[at + 1] as number;
  return own < high || (own === high && (words[at] as number) < low);
}

function compareAt(a: Uint32Array, fromA: number, b: Uint32Array, fromB: number): number {
  const high = (a[fromA + 1] as number) - (b[fromB + 1] as number);
  return high !== 0 ? high : (a[fromA] as number) - (b[fromB] as number);
}
