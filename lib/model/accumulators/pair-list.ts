import { ENTRY, sortEntries } from './sort-entries.ts';

/**
 * The owners of a list are those whose numbers are the same without so many of the last bits; 11 at most, for the sort. With one
 * more or less than 10 it took a fifth longer.
 */
export const OWNER_BITS = 10;

/**
 * Pairs of an owner's and an id's number, each with a count. They are gathered as they come, and put in order when there is no
 * more room, so that each pair is there once. A list of some ten thousand fits the cache of a processor, which is what makes it
 * four times as fast as a hash table of all pairs (bench/data/accumulators.ts).
 */
export class PairList {
  entries: Uint32Array = new Uint32Array(ENTRY << 9);
  /** Where the next entry goes. */
  end = 0;
  /** Whether the last time most pairs were there once already, so that it is not tried again before there are twice as many. */
  #waits = false;

  /** Adds a pair. @throws RangeError for one that came together 2^32 times or more often */
  push(owner: number, id: number, count: number): void {
    if (this.end === this.entries.length) {
      this.#makeRoom();
    }
    const { entries, end } = this;
    entries[end] = owner;
    entries[end + 1] = id;
    entries[end + 2] = count;
    this.end = end + ENTRY;
  }

  #makeRoom(): void {
    if (!this.#waits) {
      this.order();
    }
    const isFull = 2 * this.end > this.entries.length;
    if (isFull) {
      const { entries } = this;
      this.entries = new Uint32Array(2 * entries.length);
      this.entries.set(entries.subarray(0, this.end));
    }
    this.#waits = isFull && !this.#waits;
  }

  /** Puts the pairs in ascending order of owners, and of ids, each once. @throws RangeError as push does */
  order(): void {
    const { entries, end } = this;
    const sorted = sortEntries(entries.subarray(0, end));
    let last = -ENTRY;
    for (let at = 0; at < end; at += ENTRY) {
      const owner = sorted[at] as number;
      const id = sorted[at + 1] as number;
      const count = sorted[at + 2] as number;
      if (last >= 0 && entries[last] === owner && entries[last + 1] === id) {
        entries[last + 2] = sumOf(entries[last + 2] as number, count);
      } else {
        last += ENTRY;
        entries[last] = owner;
        entries[last + 1] = id;
        entries[last + 2] = count;
      }
    }
    this.end = last + ENTRY;
  }
}

function sumOf(one: number, other: number): number {
  if (one + other > 0xffff_ffff) {
    throw new RangeError('an id is in more than 4294967295 events of one owner');
  }
  return one + other;
}
