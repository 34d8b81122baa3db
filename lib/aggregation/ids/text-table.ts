import type { Id } from '../../model/id-types.ts';
import type { IdSet } from './id-set.ts';
import { TextIds } from './text-ids.ts';
import { textOrder } from './text-order.ts';
import { gathered, type Texts } from './texts.ts';

/** Room for one text, which grows with the longest. */
let scratch = Buffer.alloc(1024);

/**
 * A set of texts that numbers them in the order in which they were added: their bytes one after the other, and an index by open
 * addressing. 12 to 24 bytes a text beside its own, where a Map of strings takes some 120. Exact, whatever the hash: where it
 * is the same, bytes are compared.
 */
export class TextTable implements IdSet {
  #bytes = new Uint8Array(4096);
  #ends = new Uint32Array(128);
  #hashes = new Uint32Array(128);
  /** The numbers of the texts by their hash, plus one; 0 where there is none. */
  #places = new Uint32Array(256);
  #size = 0;
  /** Where the last text ends. */
  #end = 0;
  readonly #hashMask: number;

  /** @param hashBits how many bits of the hash are used: fewer for tests only, where many texts are to have the same */
  constructor(hashBits = 32) {
    this.#hashMask = hashBits >= 32 ? 0xffff_ffff : 2 ** hashBits - 1;
  }

  get size(): number {
    return this.#size;
  }

  add(id: Id): number {
    const length = written(id);
    return this.addBytes(scratch, 0, length);
  }

  /** The same of the text `bytes[from, to)`; of an empty one -1. */
  addBytes(bytes: Uint8Array, from: number, to: number): number {
    if (from === to) {
      return -1;
    }
    const hash = this.#hash(bytes, from, to);
    const place = this.#placeOf(hash, bytes, from, to);
    const known = this.#places[place] as number;
    return known > 0 ? known - 1 : this.#append(place, hash, bytes, from, to);
  }

  /** The number of the text `bytes[from, to)`; -1 when it is not there. */
  find(bytes: Uint8Array, from: number, to: number): number {
    return (this.#places[this.#placeOf(this.#hash(bytes, from, to), bytes, from, to)] as number) - 1;
  }

  addNew(bytes: Uint8Array, bounds: Uint32Array, from: number, to: number): number {
    for (let row = from; row < to; row++) {
      const known = this.#size;
      if (this.addBytes(bytes, bounds[2 * row] as number, bounds[2 * row + 1] as number) !== known) {
        return row;
      }
    }
    return to;
  }

  has(id: Id): boolean {
    const length = written(id);
    return this.find(scratch, 0, length) >= 0;
  }

  sortedIndexes(): Uint32Array {
    return textOrder(this.#texts);
  }

  sorted(): TextIds {
    return new TextIds(gathered(this.#texts, this.sortedIndexes()));
  }

  get #texts(): Texts {
    return { bytes: this.#bytes, ends: this.#ends.subarray(0, this.#size) };
  }

  /** Four bytes at a time, each word multiplied and folded; byte by byte, as FNV has it, keys of 36 bytes took three times as long. */
  #hash(bytes: Uint8Array, from: number, to: number): number {
    let hash = to - from;
    let at = from;
    for (; at + 4 <= to; at += 4) {
      hash = mixed(hash ^ wordAt(bytes, at));
    }
    for (; at < to; at++) {
      hash = mixed(hash ^ (bytes[at] as number));
    }
    return (hash & this.#hashMask) >>> 0;
  }

  /** The place where a text is, or would be. */
  #placeOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    let place = hash & mask;
    for (;;) {
      const number = places[place] as number;
      if (number === 0 || (this.#hashes[number - 1] === hash && this.#isText(number - 1, bytes, from, to))) {
        return place;
      }
      place = (place + 1) & mask;
    }
  }

  #isText(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = number === 0 ? 0 : (this.#ends[number - 1] as number);
    if ((this.#ends[number] as number) - start !== to - from) {
      return false;
    }
    const own = this.#bytes;
    for (let at = from, mine = start; at < to; at++, mine++) {
      if (own[mine] !== bytes[at]) {
        return false;
      }
    }
    return true;
  }

  #append(place: number, hash: number, bytes: Uint8Array, from: number, to: number): number {
    const number = this.#size;
    this.#makeRoom(to - from);
    const own = this.#bytes;
    let end = this.#end;
    for (let at = from; at < to; at++) {
      own[end++] = bytes[at] as number;
    }
    this.#end = end;
    this.#ends[number] = end;
    this.#hashes[number] = hash;
    this.#places[place] = number + 1;
    this.#size = number + 1;
    if (2 * this.#size > this.#places.length) {
      this.#index();
    }
    return number;
  }

  #makeRoom(length: number): void {
    const end = this.#end;
    if (end + length > this.#bytes.length) {
      const bytes = new Uint8Array(2 * (end + length));
      bytes.set(this.#bytes);
      this.#bytes = bytes;
    }
    if (this.#size === this.#ends.length) {
      this.#ends = twice(this.#ends);
      this.#hashes = twice(this.#hashes);
    }
  }

  /** Makes a larger index. */
  #index(): void {
    const places = new Uint32Array(2 * this.#places.length);
    const mask = places.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let place = (this.#hashes[number] as number) & mask;
      while (places[place] !== 0) {
        place = (place + 1) & mask;
      }
      places[place] = number + 1;
    }
    this.#places = places;
  }
}

/** The four bytes from there on as a word. */
const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24);

/** Spreads what is in a word over all of its bits. */
function mixed(word: number): number {
  const product = Math.imul(word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function twice(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** Writes a text to the scratch. @returns its length in bytes @throws TypeError for a number */
function written(id: Id): number {
  if (typeof id !== 'string') {
    throw new TypeError(`a set of texts was given the number ${id}`);
  }
  if (3 * id.length > scratch.length) {
    scratch = Buffer.alloc(6 * id.length);
  }
  return scratch.write(id);
}
