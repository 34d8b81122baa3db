import { plainId, plainNumber } from '../../csv/values/plain-values.ts';
import type { Id } from '../../model/id-types.ts';
import type { IdSet } from './id-set.ts';
import { IntegerIds } from './integer-ids.ts';
import { sortIntegers } from './sort-integers.ts';

/** One id as two halves of 32 bits, the low one first: comparing BigInts takes four times as long, and making one longer still. */
const scratch = new BigUint64Array(1);
const halves = new Uint32Array(scratch.buffer);
const HALF = 2 ** 32;

/** Ids that are added together; -1 for one of more than 15 digits. */
const TOGETHER = 256;
const ahead = new Float64Array(TOGETHER);
/** What stands in their places; nobody reads it, but without it looking would be left out. */
const seen = new Uint32Array(TOGETHER);

/**
 * A set of ids from 0 to 2^63-1 that numbers them 0, 1, 2 … in the order in which they were added. Open
 * addressing in typed arrays: 24 bytes per id at most load, where a Map of bigints takes some 100.
 *
 * An id greater than all before is new, so it need not be looked for: ids that come in ascending order, as they mostly do,
 * are not even put into the index before another id is asked for.
 */
export class IdTable implements IdSet {
  /** The numbers of the ids by their hash; -1 where there is none. */
  #places = new Int32Array(0);
  #ids = new BigUint64Array(512);
  /** The same memory, half by half. */
  #words = new Uint32Array(this.#ids.buffer);
  #size = 0;
  /** So many ids are in the index. */
  #indexed = 0;
  /** The halves of the greatest id; of none they are less than those of any. */
  #greatestLow = -1;
  #greatestHigh = -1;
  #ascending = true;

  /** How many ids there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of an id. It was known before if that number is less than the size before the call. */
  add(own: Id): number {
    scratch[0] = integer(own);
    return this.#add(halves[0] as number, halves[1] as number);
  }

  /** The same of the id in `bytes[from, to)`; -1 when it is not written in 1 to 19 digits. */
  addBytes(bytes: Uint8Array, from: number, to: number): number {
    const number = plainNumber(bytes, from, to);
    if (number >= 0) {
      return this.#add(number >>> 0, Math.floor(number / HALF));
    }
    const id = plainId(bytes, from, to);
    return id === undefined ? -1 : this.add(id);
  }

  addNew(bytes: Uint8Array, bounds: Uint32Array, from: number, to: number): number {
    for (let first = from; first < to; first += TOGETHER) {
      const end = Math.min(first + TOGETHER, to);
      this.#lookAhead(bytes, bounds, first, end);
      for (let row = first; row < end; row++) {
        const known = this.#size;
        const number = ahead[row - first] as number;
        const index =
          number >= 0
            ? this.#add(number >>> 0, Math.floor(number / HALF))
            : this.addBytes(bytes, bounds[2 * row] as number, bounds[2 * row + 1] as number);
        if (index !== known) {
          return row;
        }
      }
    }
    return to;
  }

  /** Reads the ids of rows [from, to), and looks at their places, so that memory is waited for by all of them at a time. */
  #lookAhead(bytes: Uint8Array, bounds: Uint32Array, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const number = plainNumber(bytes, bounds[2 * row] as number, bounds[2 * row + 1] as number);
      ahead[row - from] = number;
      if (!this.#ascending && number >= 0) {
        const index = this.#places[this.#firstPlace(number >>> 0, Math.floor(number / HALF))] as number;
        seen[row - from] = index < 0 ? 0 : (this.#words[2 * index] as number);
      }
    }
  }

  /** Whether an id is in the table. */
  has(own: Id): boolean {
    scratch[0] = integer(own);
    const [low, high] = [halves[0] as number, halves[1] as number];
    return !this.#isGreatest(low, high) && this.#find(low, high) >= 0;
  }

  /** The numbers of all ids, in ascending order of the ids. */
  sortedIndexes(): Uint32Array {
    const ids = this.#ids;
    const order = Uint32Array.from({ length: this.#size }, (_, index) => index);
    if (this.#ascending) {
      return order;
    }
    return order.sort((a, b) => ((ids[a] as bigint) < (ids[b] as bigint) ? -1 : 1));
  }

  /** All ids in ascending order, as a copy. */
  sorted(): IntegerIds {
    const ids = this.#ids.slice(0, this.#size);
    return new IntegerIds(this.#ascending ? ids : sortIntegers(ids));
  }

  /** The id of that number. */
  idAt(index: number): bigint {
    return this.#ids[index] as bigint;
  }

  #add(low: number, high: number): number {
    if (this.#isGreatest(low, high)) {
      this.#greatestLow = low;
      this.#greatestHigh = high;
      return this.#append(low, high);
    }
    const known = this.#find(low, high);
    if (known >= 0) {
      return known;
    }
    this.#ascending = false;
    return this.#append(low, high);
  }

  /** Whether an id is greater than all that there are. */
  #isGreatest(low: number, high: number): boolean {
    return high > this.#greatestHigh || (high === this.#greatestHigh && low > this.#greatestLow);
  }

  #append(low: number, high: number): number {
    if (this.#size === this.#ids.length) {
      const ids = new BigUint64Array(this.#size * 2);
      ids.set(this.#ids);
      this.#ids = ids;
      this.#words = new Uint32Array(ids.buffer);
    }
    this.#words[2 * this.#size] = low;
    this.#words[2 * this.#size + 1] = high;
    return this.#size++;
  }

  /** The number of an id that is not greater than all others; -1 when it is not in the table. */
  #find(low: number, high: number): number {
    if (this.#indexed < this.#size) {
      this.#index();
    }
    return this.#places[this.#placeOf(low, high)] as number;
  }

  /** The place where an id is, or would be. */
  #placeOf(first: number, second: number): number {
    const places = this.#places;
    const words = this.#words;
    const mask = places.length - 1;
    let place = this.#firstPlace(first, second);
    for (;;) {
      const index = places[place] as number;
      if (index < 0 || (words[2 * index] === first && words[2 * index + 1] === second)) {
        return place;
      }
      place = (place + 1) & mask;
    }
  }

  /**
   * The place where an id is looked for first. Multiplying by an odd constant and taking the highest bits spreads both dense and
   * random ids: as many bits as there are places, or a large table would use but its first part.
   */
  #firstPlace(first: number, second: number): number {
    const hash = Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1);
    return hash >>> Math.clz32(this.#places.length - 1);
  }

  /** Puts the ids into the index that are not in it, in one that is large enough. */
  #index(): void {
    if (this.#places.length !== 2 * this.#ids.length) {
      this.#places = new Int32Array(2 * this.#ids.length).fill(-1);
      this.#indexed = 0;
    }
    const words = this.#words;
    for (let index = this.#indexed; index < this.#size; index++) {
      const place = this.#placeOf(words[2 * index] as number, words[2 * index + 1] as number);
      this.#places[place] = index;
    }
    this.#indexed = this.#size;
  }
}

function integer(id: Id): bigint {
  if (typeof id !== 'bigint') {
    throw new TypeError(`a set of numbers was given the text ${id}`);
  }
  return id;
}
