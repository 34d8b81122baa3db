// The ids of the events. Those below DENSE have a bit each; wider ones are handed to the host, which sorts them.
import { MAX_ROWS, allocate } from '../memory';

const DENSE: u64 = 1 << 27;
/** From so many wide ids on the host takes them, before the next window. */
export const WIDE_BATCH: u32 = 65536;

/** There are bits for so many ids at first, and for four times as many whenever one is beyond them, to DENSE; why: number-table.ts. */
const FIRST_DENSE: u64 = 1 << 17;

let bits: usize = 0;
/** The id from which on there are no bits. */
let room: u64 = FIRST_DENSE;
/** One more than the greatest id that has its bit set. */
let covered: u64 = 0;
let wide: usize = 0;
let wideCount: u32 = 0;

/**
 * Bits of the wide ids that occurred twice when the file was read before, by their hash; other ids may share one. Lines
 * with such an id are left to the careful path, which knows the ids themselves. None in the first reading.
 */
const SUSPECT_BITS: u32 = 20;
let suspects: usize = 0;
let hasSuspects: bool = false;

export function initialiseIds(): void {
  bits = allocate(<usize>(FIRST_DENSE >> 3));
  wide = allocate(<usize>(WIDE_BATCH + MAX_ROWS + 1) << 3);
  suspects = allocate(<usize>1 << (SUSPECT_BITS - 3));
}

/** Makes room for the bit of an id below DENSE: all bits move. */
function makeRoom(id: u64): void {
  const before = room;
  while (room <= id) room <<= 2;
  const larger = allocate(<usize>(room >> 3));
  memory.copy(larger, bits, <usize>(before >> 3));
  bits = larger;
}

export function suspect(id: u64): void {
  const bit = hash(id);
  const at = suspects + ((<usize>bit >> 5) << 2);
  store<u32>(at, load<u32>(at) | (1 << (bit & 31)));
  hasSuspects = true;
}

@inline
function isSuspect(id: u64): bool {
  const bit = hash(id);
  return (load<u32>(suspects + ((<usize>bit >> 5) << 2)) & (1 << (bit & 31))) != 0;
}

@inline
function hash(id: u64): u32 {
  return <u32>((id * 0x9e3779b97f4a7c15) >> (64 - SUSPECT_BITS));
}

/**
 * Adds ids of plain lines, eight bytes each, up to the first that was there already, or is wide and suspect. Returns how many it added.
 */
export function addPlainIds(ids: usize, count: u32): u32 {
  // Ids often ascend: the word with the bits of the last one is kept in a register, until another one is needed.
  let wordAt = bits;
  let word = load<u64>(wordAt);
  let greatest: u64 = 0;
  let added: u32 = 0;
  for (; added < count; added++) {
    const id = load<u64>(ids + (<usize>added << 3));
    if (id >= room) {
      if (id >= DENSE) {
        if (hasSuspects && isSuspect(id)) break;
        store<u64>(wide + (<usize>wideCount << 3), id);
        wideCount++;
        continue;
      }
      store<u64>(wordAt, word);
      makeRoom(id);
      wordAt = bits;
      word = load<u64>(wordAt);
    }
    const at = bits + ((<usize>id >> 6) << 3);
    if (at != wordAt) {
      store<u64>(wordAt, word);
      wordAt = at;
      word = load<u64>(at);
    }
    const bit = <u64>1 << (id & 63);
    if (word & bit) break;
    word |= bit;
    greatest = max(greatest, id + 1);
  }
  store<u64>(wordAt, word);
  covered = max(covered, greatest);
  return added;
}

/** Adds an id. False when it was there already, which of a wide one is known only at the end. */
@inline
export function addId(id: u64): bool {
  if (id < DENSE) {
    if (id >= room) makeRoom(id);
    const at = bits + ((<usize>id >> 6) << 3);
    const word = load<u64>(at);
    const bit = <u64>1 << (id & 63);
    if (word & bit) return false;
    store<u64>(at, word | bit);
    if (id >= covered) covered = id + 1;
    return true;
  }
  store<u64>(wide + (<usize>wideCount << 3), id);
  wideCount++;
  return true;
}

/** Whether any of the ids was added whose bits are set in so many words of eight bytes, which follow `firstWord` others. */
export function haveIdBitsInCommon(others: usize, firstWord: u32, words: u32): bool {
  makeRoomForWords(firstWord, words);
  const own = bits + (<usize>firstWord << 3);
  let common: u64 = 0;
  for (let at: usize = 0, end = <usize>words << 3; at < end; at += 8) common |= load<u64>(own + at) & load<u64>(others + at);
  return common != 0;
}

/** Adds the ids whose bits are set in such words. */
export function addIdBits(others: usize, firstWord: u32, words: u32): void {
  makeRoomForWords(firstWord, words);
  const own = bits + (<usize>firstWord << 3);
  for (let at: usize = 0, end = <usize>words << 3; at < end; at += 8) store<u64>(own + at, load<u64>(own + at) | load<u64>(others + at));
  covered = max(covered, (<u64>firstWord + words) << 6);
}

function makeRoomForWords(firstWord: u32, words: u32): void {
  const end = (<u64>firstWord + words) << 6;
  if (end > room) makeRoom(end - 1);
}

/** The first word of the bits that is not 0, or how many there are. */
export function firstIdWord(): u32 {
  const words = <u32>((covered + 63) >> 6);
  let word: u32 = 0;
  while (word < words && load<u64>(bits + (<usize>word << 3)) == 0) word++;
  return word;
}

/** Whether the next window may find no room for its ids: the host has to take the wide ones first. */
@inline
export function isWideFull(): bool {
  return wideCount >= WIDE_BATCH;
}

/** Address of the bits, how many ids they cover, address and number of the wide ids. */
export function idBits(): usize {
  return bits;
}
export function idBitsCovered(): u32 {
  return <u32>covered;
}
export function wideIds(): usize {
  return wide;
}
export function wideIdCount(): u32 {
  return wideCount;
}
/** The host has taken the wide ids. */
export function clearWideIds(): void {
  wideCount = 0;
}
