/**
 * A set of ids from 0 to 2^63-1 that numbers them 0, 1, 2 … in the order in which they were added. Open
 * addressing in typed arrays: 24 bytes per id at most load, where a Map of bigints takes some 100.
 */
export class IdTable {
  #slots = new Int32Array(1024).fill(-1);
  #ids = new BigUint64Array(512);
  #size = 0;

  /** How many ids there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of an id. It was known before if that number is less than the size before the call. */
  add(id: bigint): number {
    const slot = this.#find(id);
    const known = this.#slots[slot] as number;
    if (known >= 0) return known;
    if (this.#size === this.#ids.length) {
      this.#grow();
      return this.add(id);
    }
    this.#slots[slot] = this.#size;
    this.#ids[this.#size] = id;
    return this.#size++;
  }

  /** Whether an id is in the table. */
  has(id: bigint): boolean {
    return (this.#slots[this.#find(id)] as number) >= 0;
  }

  /** The numbers of all ids, in ascending order of the ids. */
  sortedIndexes(): Uint32Array {
    const ids = this.#ids;
    const order = Uint32Array.from({ length: this.#size }, (_, index) => index);
    return order.sort((a, b) => ((ids[a] as bigint) < (ids[b] as bigint) ? -1 : 1));
  }

  /** All ids in ascending order, as a copy. */
  sorted(): BigUint64Array {
    return this.#ids.slice(0, this.#size).sort();
  }

  /** The id of that number. */
  idAt(index: number): bigint {
    return this.#ids[index] as bigint;
  }

  #find(id: bigint): number {
    const mask = this.#slots.length - 1;
    // Multiplying by an odd constant and taking the highest bits spreads both dense and random ids: as many
    // bits as there are slots, or a large table would use but its first part.
    const low = Number(BigInt.asUintN(32, id));
    const high = Number(id >> 32n);
    let slot = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> Math.clz32(mask);
    for (;;) {
      const index = this.#slots[slot] as number;
      if (index < 0 || this.#ids[index] === id) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const ids = new BigUint64Array(this.#ids.length * 2);
    ids.set(this.#ids);
    this.#ids = ids;
    this.#slots = new Int32Array(ids.length * 2).fill(-1);
    for (let index = 0; index < this.#size; index++) {
      this.#slots[this.#find(ids[index] as bigint)] = index;
    }
  }
}
