// Numbers texts 0, 1, 2 … in the order in which they come: open addressing by their hash, and their bytes beside it, which
// decide. Number tables do the same of integers.
import { USE_VECTORS } from '../settings';
import { NULL } from '../fields/integers';
import { hashOf } from '../fields/texts';
import { MAX_LISTED, allocate } from '../memory';

/** Texts are put into blocks of that size, so that none ever moves. */
const BLOCK: usize = 1 << 20;
/** 2^64 divided by the golden ratio, as in number-table.ts. */
const SPREAD: u64 = 0x9e3779b97f4a7c15;

@final @unmanaged
export class TextTable {
  /** Slots of eight bytes: 32 bits of the hash, number plus one. One more is after the last, always empty. */
  private slots: usize;
  private bits: u32;
  /** The texts by their numbers, eight bytes each: where one is, and its length. */
  texts: usize;
  size: u32;
  private capacity: u32;
  /** Where the next text goes, and how many bytes are free there. */
  private free: usize;
  private left: usize;
  /** Per text of a window: what may be its number, plus one, and where that one is. */
  private candidates: usize;
  private places: usize;

  /** In zeroes that were allocated for it. */
  initialise(): void {
    this.bits = 12;
    this.capacity = 1024;
    this.slots = allocateSlots(this.bits);
    this.candidates = allocate(MAX_LISTED << 2);
    this.places = allocate(MAX_LISTED << 3);
    // With a place before the first one, where nothing is.
    this.texts = allocate((<usize>this.capacity + 1) << 3) + 8;
  }

  /** The number of a text with that hash, which it has from now on. */
  @inline
  numberOf(hash: u64, from: usize, length: usize): u32 {
    const mask = (<usize>1 << this.bits) - 1;
    let slot = <usize>((hash * SPREAD) >> (64 - this.bits));
    while (true) {
      const at = this.slots + (slot << 3);
      const known = load<u32>(at, 4);
      if (known == 0) return this.append(at, hash, from, length);
      if (load<u32>(at) == <u32>hash && this.isText(known - 1, from, length)) return known - 1;
      slot = (slot + 1) & mask;
    }
  }

  /**
   * Puts the numbers of texts where their hashes are, of all but NULL. Slots, then places, then bytes: in each of the three loops the
   * processor can wait for several texts at a time, which lie all over the memory. Of the slots two are looked at, without a branch:
   * most texts are in one of them.
   */
  numberAll(values: usize, bounds: usize, count: u32): void {
    const slots = this.slots;
    const shift = 64 - this.bits;
    const candidates = this.candidates;
    const places = this.places;
    for (let text: usize = 0; text < <usize>count; text++) {
      const hash = load<u64>(values + (text << 3));
      const slot = slots + (<usize>((hash * SPREAD) >> shift) << 3);
      const second = select<u32>(load<u32>(slot, 12), 0, load<u32>(slot, 8) == <u32>hash);
      store<u32>(candidates + (text << 2), select<u32>(load<u32>(slot, 4), second, load<u32>(slot) == <u32>hash));
    }
    for (let text: usize = 0; text < <usize>count; text++) {
      const candidate = load<u32>(candidates + (text << 2));
      // Of none, which is 0, it is the place before the first, where nothing is.
      store<u64>(places + (text << 3), load<u64>(this.texts + (<usize>candidate << 3) - 8));
    }
    for (let text: usize = 0; text < <usize>count; text++) {
      const at = values + (text << 3);
      const hash = load<u64>(at);
      if (hash == NULL) continue;
      const from = <usize>load<u32>(bounds + (text << 3));
      const length = <usize>load<u32>(bounds + (text << 3), 4) - from;
      const place = load<u64>(places + (text << 3));
      if (<usize>(place >> 32) == length && areSame(<usize><u32>place, from, length)) {
        store<u64>(at, <u64>(load<u32>(candidates + (text << 2)) - 1));
      } else {
        store<u64>(at, <u64>this.numberOf(hash, from, length));
      }
    }
  }

  /** The same of a text that may have no number: -1 then, and it gets none. */
  find(from: usize, length: usize): i32 {
    const hash = hashOf(from, length);
    const mask = (<usize>1 << this.bits) - 1;
    let slot = <usize>((hash * SPREAD) >> (64 - this.bits));
    while (true) {
      const at = this.slots + (slot << 3);
      const known = load<u32>(at, 4);
      if (known == 0) return -1;
      if (load<u32>(at) == <u32>hash && this.isText(known - 1, from, length)) return <i32>known - 1;
      slot = (slot + 1) & mask;
    }
  }

  @inline
  private isText(number: u32, from: usize, length: usize): bool {
    const text = this.texts + (<usize>number << 3);
    return <usize>load<u32>(text, 4) == length && areSame(<usize>load<u32>(text), from, length);
  }

  private append(at: usize, hash: u64, from: usize, length: usize): u32 {
    const number = this.size++;
    store<u32>(at, <u32>hash);
    store<u32>(at, number + 1, 4);
    if (number == this.capacity) this.growTexts();
    const text = this.texts + (<usize>number << 3);
    store<u32>(text, <u32>this.keep(from, length));
    store<u32>(text, <u32>length, 4);
    if (<usize>this.size << 1 > <usize>1 << this.bits) this.growSlots();
    return number;
  }

  /** Copies a text. What reads eight bytes at a time may read on after it. */
  private keep(from: usize, length: usize): usize {
    const bytes = (length + 7) & ~7;
    if (bytes + 8 > this.left) {
      this.free = allocate(BLOCK);
      this.left = BLOCK;
    }
    const to = this.free;
    memory.copy(to, from, length);
    this.free += bytes;
    this.left -= bytes;
    return to;
  }

  private growTexts(): void {
    const larger = allocate(((<usize>this.capacity << 1) + 1) << 3) + 8;
    memory.copy(larger, this.texts, <usize>this.capacity << 3);
    this.texts = larger;
    this.capacity <<= 1;
  }

  private growSlots(): void {
    this.bits++;
    this.slots = allocateSlots(this.bits);
    const mask = (<usize>1 << this.bits) - 1;
    for (let number: u32 = 0; number < this.size; number++) {
      const text = this.texts + (<usize>number << 3);
      const hash = hashOf(<usize>load<u32>(text), <usize>load<u32>(text, 4));
      let slot = <usize>((hash * SPREAD) >> (64 - this.bits));
      while (load<u32>(this.slots + (slot << 3), 4) != 0) slot = (slot + 1) & mask;
      store<u32>(this.slots + (slot << 3), <u32>hash);
      store<u32>(this.slots + (slot << 3), number + 1, 4);
    }
  }
}

function allocateSlots(bits: u32): usize {
  return allocate(((<usize>1 << bits) + 1) << 3);
}

/** Whether two texts of a length have the same bytes. Up to seven bytes after them are read, and left out. */
@inline
function areSame(a: usize, b: usize, length: usize): bool {
  let at: usize = 0;
  if (USE_VECTORS) {
    for (; at + 16 <= length; at += 16) {
      if (v128.any_true(v128.xor(v128.load(a + at), v128.load(b + at)))) return false;
    }
  }
  for (; at + 8 <= length; at += 8) {
    if (load<u64>(a + at) != load<u64>(b + at)) return false;
  }
  const left = length - at;
  if (left == 0) return true;
  const difference = load<u64>(a + at) ^ load<u64>(b + at);
  return (difference & ((<u64>1 << (<u64>left << 3)) - 1)) == 0;
}
