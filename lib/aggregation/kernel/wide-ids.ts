/** Room is made for so many ids at a time. */
const GROWTH = 1 << 20;
/** More ids than any part of a file can hold. Address space, not memory: what is not written to costs nothing. */
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
  readonly #suspects: Set<bigint>;
  readonly #seen: Set<bigint>;
  #size = 0;

  /**
   * @param suspects ids that are known to occur more than once
   * @param taken ids whose row that counts is elsewhere
   */
  constructor(suspects: readonly bigint[], taken: readonly bigint[] = []) {
    this.#suspects = new Set([...suspects, ...taken]);
    this.#seen = new Set(taken);
  }

  /** Whether an id is suspect and was asked for before; so the first row of it counts. */
  isKnown(id: bigint): boolean {
    if (!this.#suspects.has(id)) {
      return false;
    }
    if (this.#seen.has(id)) {
      return true;
    }
    this.#seen.add(id);
    return false;
  }

  append(ids: BigUint64Array): void {
    this.#buffer ??= new ArrayBuffer(0, { maxByteLength: MOST_IDS * ID_BYTES });
    const needed = (this.#size + ids.length) * ID_BYTES;
    if (needed > this.#buffer.byteLength) {
      this.#buffer.resize(needed + GROWTH * ID_BYTES);
    }
    new BigUint64Array(this.#buffer, this.#size * ID_BYTES, ids.length).set(ids);
    this.#size += ids.length;
  }

  /** All ids; one that occurred twice is there twice. */
  all(): BigUint64Array<ArrayBuffer> {
    return new BigUint64Array(this.#buffer ?? new ArrayBuffer(0), 0, this.#size);
  }

  /** The same in ascending order. */
  sorted(): BigUint64Array {
    return this.all().sort();
  }
}

/** The ids that stand in a sorted list more than once. */
export function repeatedIds(sorted: BigUint64Array): bigint[] {
  const repeated: bigint[] = [];
  for (let at = 1; at < sorted.length; at++) {
    const id = sorted[at] as bigint;
    if (id === sorted[at - 1] && id !== repeated.at(-1)) {
      repeated.push(id);
    }
  }
  return repeated;
}
