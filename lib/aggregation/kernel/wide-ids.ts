import type { Id } from '../../model/id-types.ts';

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
  readonly #suspects = new Set<bigint>();
  /** Of the suspects, those whose row that counts is known. Texts are here themselves, whatever their hash. */
  readonly #seen = new Set<Id>();
  readonly #taken = new Set<Id>();
  #size = 0;

  /** Says that an id, or what stands for it, occurs more than once, or may do so. */
  suspect(number: bigint): void {
    this.#suspects.add(number);
  }

  /** Says of a suspect that its row that counts is elsewhere. */
  take(id: Id): void {
    this.#seen.add(id);
    this.#taken.add(id);
  }

  /** Whether it is known that an id is suspect. */
  isSuspect(number: bigint): boolean {
    return this.#suspects.has(number);
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

/** A sorted list with each id once. */
export const withoutRepeats = (sorted: BigUint64Array): BigUint64Array =>
  sorted.filter((id, at) => at === 0 || id !== sorted[at - 1]);
