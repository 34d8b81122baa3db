import { InputError } from '../../errors.ts';
import type { Id } from '../../model/id-types.ts';
import { sortIntegers } from '../ids/sort-integers.ts';
import { wordsOf } from '../partial/integers.ts';

/** Room is made for so many ids at a time. */
const GROWTH = 1 << 20;
/**
 * More ids than any part of a file can hold, but for one of a huge archive. Address space, not memory: what is not written to costs
 * nothing.
 */
const MOST_IDS = 1 << 29;
const ID_BYTES = 8;

/**
 * Ids too large for a bitmap, 8 bytes each in the order in which they came. Whether one occurred twice is told when all
 * are there, by sorting them: a hash table would take more memory and, since each look at it misses the caches, more time.
 */
export class WideIds {
  /** How many the kernel holds at most before they are taken. */
  static readonly BATCH = 65536;

  /** Made for the first id: most files have none. */
  #buffer: ArrayBuffer | undefined;
  readonly #suspects = new Set<bigint>();
  /** Of the suspects, those whose row that counts is known. Texts are here themselves, whatever their hash. */
  readonly #seen = new Set<Id>();
  readonly #taken = new Set<Id>();
  #size = 0;
  readonly #most: number;
  /** Further ones, in ascending order already. */
  #runs: BigUint64Array<ArrayBuffer>[] = [];

  /** @param most how many there is room for */
  constructor(most = MOST_IDS) {
    this.#most = most;
  }

  /** Says that an id, or what stands for it, occurs more than once, or may do so. */
  suspect(number: bigint): void {
    this.#suspects.add(number);
  }

  /** Says of a suspect that its row that counts is elsewhere. */
  take(id: Id): void {
    this.#seen.add(id);
    this.#taken.add(id);
  }

  /**
   * Whether an id is suspect and was asked for before; so the first row of it counts.
   *
   * @param number what stands for it: of a text its hash
   */
  isKnown(number: bigint, id: Id): boolean {
    if (!this.#suspects.has(number)) {
      return false;
    }
    if (this.#seen.has(id)) {
      return true;
    }
    this.#seen.add(id);
    return false;
  }

  /** The suspects whose row counts here. */
  get counted(): Id[] {
    return [...this.#seen].filter((id) => !this.#taken.has(id));
  }

  /**
   * Adds ids in the order in which they come.
   *
   * @throws InputError TOO_MANY_KEYS when there is no room for so many
   */
  append(ids: BigUint64Array): void {
    if (this.#size + ids.length > this.#most) {
      throw new InputError(
        'TOO_MANY_KEYS',
        `one part has more than ${this.#most} events whose keys are texts or at least ${2 ** 27}, which is the limit. Only an archive makes such a ` +
          'large part: unpack it, or split it into several; the table is unchanged',
      );
    }
    this.#buffer ??= new ArrayBuffer(0, { maxByteLength: this.#most * ID_BYTES });
    const needed = (this.#size + ids.length) * ID_BYTES;
    if (needed > this.#buffer.byteLength) {
      this.#buffer.resize(Math.min(needed + GROWTH * ID_BYTES, this.#most * ID_BYTES));
    }
    new BigUint64Array(this.#buffer, this.#size * ID_BYTES, ids.length).set(ids);
    this.#size += ids.length;
  }

  /** Adds ids that are in ascending order, as another thread has put them, which need not be sorted again. */
  appendSorted(ids: BigUint64Array<ArrayBuffer>): void {
    if (ids.length > 0) {
      this.#runs.push(ids);
    }
  }

  /** All ids in ascending order; one that occurred twice is there twice. */
  sorted(): BigUint64Array<ArrayBuffer> {
    if (this.#size > 0) {
      // In memory that can't grow, in which arrays are three times as fast.
      const own = new BigUint64Array(this.#buffer ?? new ArrayBuffer(0), 0, this.#size).slice();
      this.#buffer = undefined;
      this.#size = 0;
      this.#runs.push(sortIntegers(own));
    }
    const [first = new BigUint64Array(0), ...others] = this.#runs;
    const all = others.reduce<BigUint64Array<ArrayBuffer>>(merged, first);
    this.#runs = [all];
    return all;
  }
}

/** The ids that stand in a sorted list more than once. */
export function repeatedIds(sorted: BigUint64Array): bigint[] {
  const words = wordsOf(sorted);
  const repeated: bigint[] = [];
  for (let at = 2; at < words.length; at += 2) {
    // By words, since a BigInt for each id would take longer than to read it.
    if (words[at] === words[at - 2] && words[at + 1] === words[at - 1]) {
      const id = sorted[at / 2] as bigint;
      if (id !== repeated.at(-1)) {
        repeated.push(id);
      }
    }
  }
  return repeated;
}

/** A sorted list with each id once. */
export function withoutRepeats(sorted: BigUint64Array): BigUint64Array {
  const words = wordsOf(sorted);
  const left = new BigUint64Array(sorted.length);
  const leftWords = wordsOf(left);
  let to = 0;
  // By words, as above.
  for (let at = 0; at < words.length; at += 2) {
    if (at === 0 || words[at] !== words[at - 2] || words[at + 1] !== words[at - 1]) {
      leftWords[to++] = words[at] as number;
      leftWords[to++] = words[at + 1] as number;
    }
  }
  return left.subarray(0, to / 2);
}

/** Two sorted lists as one, with all that is in either. */
function merged(one: BigUint64Array, other: BigUint64Array): BigUint64Array<ArrayBuffer> {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const all = new BigUint64Array(one.length + other.length);
  const words = wordsOf(all);
  let [fromA, fromB] = [0, 0];
  for (let to = 0; to < words.length; to += 2) {
    const isFirst = fromB >= b.length || (fromA < a.length && !isGreater(a, fromA, b, fromB));
    const source = isFirst ? a : b;
    const from = isFirst ? fromA : fromB;
    words[to] = source[from] as number;
    words[to + 1] = source[from + 1] as number;
    fromA += isFirst ? 2 : 0;
    fromB += isFirst ? 0 : 2;
  }
  return all;
}

function isGreater(a: Uint32Array, at: number, b: Uint32Array, other: number): boolean {
  const [high, otherHigh] = [a[at + 1] as number, b[other + 1] as number];
  return high > otherHigh || (high === otherHigh && (a[at] as number) > (b[other] as number));
}
