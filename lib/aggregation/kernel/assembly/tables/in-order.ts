// Puts ids in order, and what is kept of each into columns: here it runs at full speed from the first id on, which JavaScript does not.
import { allocate } from '../memory';

/** Bits that a pass looks at, and how many values these have. */
const DIGIT_BITS: u32 = 11;
const DIGITS: u32 = 1 << DIGIT_BITS;

/**
 * Positions of ids, four bytes each, in ascending order of the ids. Sorted digit by digit, from the last on, and only by digits that
 * differ.
 */
export function inAscendingOrder(ids: usize, count: u32): usize {
  let order = allocate(<usize>count << 2);
  let other = allocate(<usize>count << 2);
  const places = allocate(<usize>DIGITS << 2);
  for (let position: u32 = 0; position < count; position++) store<u32>(order + (<usize>position << 2), position);
  const differing = differingBits(ids, count);
  for (let shift: u32 = 0; shift < 64; shift += DIGIT_BITS) {
    if (((differing >> shift) & (DIGITS - 1)) == 0) continue;
    scatter(ids, shift, places, order, other, count);
    const sorted = other;
    other = order;
    order = sorted;
  }
  return order;
}

/** The bits that are not the same in all ids. */
function differingBits(ids: usize, count: u32): u64 {
  if (count == 0) return 0;
  const first = load<u64>(ids);
  let differing: u64 = 0;
  for (let at = ids, end = ids + (<usize>count << 3); at < end; at += 8) differing |= load<u64>(at) ^ first;
  return differing;
}

/** Where in `places` the place of an id's digit is. */
@inline
function placeOf(ids: usize, position: u32, shift: u32, places: usize): usize {
  return places + ((<usize>(load<u64>(ids + (<usize>position << 3)) >> shift) & (DIGITS - 1)) << 2);
}

/** Puts positions in the order of a digit; those with the same one stay in the order that they have. */
function scatter(ids: usize, shift: u32, places: usize, from: usize, to: usize, count: u32): void {
  memory.fill(places, 0, <usize>DIGITS << 2);
  for (let position: u32 = 0; position < count; position++) {
    const at = placeOf(ids, position, shift, places);
    store<u32>(at, load<u32>(at) + 1);
  }
  let next: u32 = 0;
  for (let at = places, end = places + (<usize>DIGITS << 2); at < end; at += 4) {
    const size = load<u32>(at);
    store<u32>(at, next);
    next += size;
  }
  for (let at = from, end = from + (<usize>count << 2); at < end; at += 4) {
    const position = load<u32>(at);
    const placeAt = placeOf(ids, position, shift, places);
    const place = load<u32>(placeAt);
    store<u32>(placeAt, place + 1);
    store<u32>(to + (<usize>place << 2), position);
  }
}

/**
 * Copies a word of eight bytes of each record whose position is in `order`, in that order: they are `recordBytes` apart, and
 * then `apart`. Returns whether any is not 0.
 */
export function gather(records: usize, recordBytes: u32, order: usize, count: u32, into: usize, apart: u32): bool {
  let all: u64 = 0;
  let to = into;
  for (let at = order, end = order + (<usize>count << 2); at < end; at += 4) {
    const word = load<u64>(records + <usize>load<u32>(at) * recordBytes);
    all |= word;
    store<u64>(to, word);
    to += apart;
  }
  return all != 0;
}
