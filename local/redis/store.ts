/** A value and, when it has one, the Unix time in ms after which it is gone. */
export interface Entry {
  readonly value: string;
  readonly expiresAt?: number;
}

/**
 * Keys with an expiry. A key is gone once the clock is past its `expiresAt`, in the same millisecond it still
 * exists, as in Redis. Reads never return an expired key; `sweep` frees those that nobody reads again.
 */
export class Store {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: () => number;

  /** `clock` answers Unix time in ms. */
  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  /** Unix time in whole ms. */
  now(): number {
    return Math.floor(this.#clock());
  }

  /** The entry of `key`; undefined when there is none or it has expired. */
  get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined && this.#isExpired(entry)) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry;
  }

  /** Sets or replaces `key`. */
  set(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
  }

  /** Removes `key`; true when it was there and had not expired. */
  delete(key: string): boolean {
    return this.get(key) !== undefined && this.#entries.delete(key);
  }

  /** Removes all keys. */
  clear(): void {
    this.#entries.clear();
  }

  /** How many keys are held, expired ones that were not swept yet included, as DBSIZE counts them. */
  get size(): number {
    return this.#entries.size;
  }

  /** Frees every expired key. */
  sweep(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#isExpired(entry)) {
        this.#entries.delete(key);
      }
    }
  }

  #isExpired(entry: Entry): boolean {
    return entry.expiresAt !== undefined && this.now() > entry.expiresAt;
  }
}
