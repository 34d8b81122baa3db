// Numbers ids 0, 1, 2 … in the order in which they come: small ids by a direct table, wide ones by open addressing.
import { allocate } from '../memory';

/** Ids below this are looked up directly. */
const DIRECT: u64 = 1 << 22;
/**
 * The direct table has room for so many ids at first, and for four times as many whenever one is beyond it, to DIRECT. Not for all at
 * once: V8 collects garbage by how much memory a kernel has, whether it is used or not.
 */
const FIRST_DIRECT: u64 = 1 << 14;
/** Multiplying by it spreads ids over the table: 2^64 divided by the golden ratio (Knuth, TAOCP 3, section 6.4). */
const SPREAD: u64 = 0x9e3779b97f4a7c15;

/** What is no number of an id. */
export const NONE: u32 = 0xffffffff;

/** The number that a direct table, with room for the ids below `room`, has for an id; NONE when it has none. */
@inline
export function knownNumber(direct: usize, room: u64, id: u64): u32 {
  return id < room ? load<u32>(direct + (<usize>id << 2)) - 1 : NONE;
}

/** A table of ids. Numbers are kept plus one, so that 0 means that there is none. */
@final @unmanaged
export class NumberTable {
  /** The numbers of small ids by these, four bytes each, and the id from which on it has no room. */
  direct: usize;
  room: u64;
  /** Slots of 16 bytes: id, number plus one. */
  private slots: usize;
  private bits: u32;
  private wide: u32;
  /** The ids by their numbers, eight bytes each. */
  ids: usize;
  size: u32;
  private capacity: u32;

  /** In zeroes that were allocated for it. */
  initialise(): void {
    this.bits = 10;
    this.capacity = 1024;
    this.room = FIRST_DIRECT;
    this.direct = allocate(<usize>FIRST_DIRECT << 2);
    this.slots = allocate(<usize>16 << this.bits);
    this.ids = allocate(<usize>this.capacity << 3);
  }

  @inline
  numberOf(id: u64): u32 {
    if (id >= this.room) {
      if (id >= DIRECT) return this.numberOfWide(id);
      this.makeRoom(id);
    }
    const at = this.direct + (<usize>id << 2);
    const known = load<u32>(at);
    if (known != 0) return known - 1;
    const number = this.append(id);
    store<u32>(at, number + 1);
    return number;
  }

  private makeRoom(id: u64): void {
    const before = this.room;
    while (this.room <= id) this.room <<= 2;
    const larger = allocate(<usize>this.room << 2);
    memory.copy(larger, this.direct, <usize>before << 2);
    this.direct = larger;
  }

  private numberOfWide(id: u64): u32 {
    const mask = (<usize>1 << this.bits) - 1;
    let slot = <usize>((id * SPREAD) >> (64 - this.bits));
    while (true) {
      const at = this.slots + (slot << 4);
      const known = load<u32>(at, 8);
      if (known == 0) {
        const number = this.append(id);
        store<u64>(at, id);
        store<u32>(at, number + 1, 8);
        if (++this.wide << 1 > <u32>mask) this.growSlots();
        return number;
      }
      if (load<u64>(at) == id) return known - 1;
      slot = (slot + 1) & mask;
    }
  }

  private append(id: u64): u32 {
    if (this.size == this.capacity) {
      const larger = allocate(<usize>this.capacity << 4);
      memory.copy(larger, this.ids, <usize>this.capacity << 3);
      this.ids = larger;
      this.capacity <<= 1;
    }
    store<u64>(this.ids + (<usize>this.size << 3), id);
    return this.size++;
  }

  private growSlots(): void {
    const old = this.slots;
    const count = <usize>1 << this.bits;
    this.bits++;
    this.slots = allocate(<usize>16 << this.bits);
    const mask = (<usize>1 << this.bits) - 1;
    for (let from = old; from < old + (count << 4); from += 16) {
      const number = load<u32>(from, 8);
      if (number == 0) continue;
      const id = load<u64>(from);
      let slot = <usize>((id * SPREAD) >> (64 - this.bits));
      while (load<u32>(this.slots + (slot << 4), 8) != 0) slot = (slot + 1) & mask;
      store<u64>(this.slots + (slot << 4), id);
      store<u32>(this.slots + (slot << 4), number, 8);
    }
  }
}
