// Takes over what another kernel, which read the rest of the file, came to. The host has put it into blocks of this memory.
import { addIdBits, haveIdBitsInCommon } from './id-set';
import { allocate } from './memory';
import { slotKind, slots } from './settings';
import { addMentions, addToSlot, recordAt, slotOffset, userNumber } from './totals';

/** A block for the host to put things into. */
export function reserve(bytes: u32): usize {
  return allocate(<usize>bytes);
}

/** Adds ids, see addIdBits. False, and nothing added, when one is known already. */
export function absorbIds(bits: usize, firstWord: u32, words: u32): bool {
  if (haveIdBitsInCommon(bits, firstWord, words)) return false;
  addIdBits(bits, firstWord, words);
  return true;
}

/** Adds users: their ids, and a record for each as `userRecords` has them. */
export function absorbUsers(ids: usize, records: usize, count: u32): void {
  const recordBytes: usize = 8 + (<usize>slots << 4);
  for (let user: u32 = 0; user < count; user++) {
    const from = records + <usize>user * recordBytes;
    const into = recordAt(userNumber(load<u64>(ids + (<usize>user << 3))));
    store<u64>(into, load<u64>(into) + load<u64>(from));
    for (let slot: u32 = 0; slot < slots; slot++) addToSlot(into + slotOffset(slot), slotKind(slot), from + slotOffset(slot));
  }
}

/** Adds compounds: their ids, and 16 bytes for each as `compoundMentions` has them. */
export function absorbCompounds(ids: usize, mentions: usize, count: u32): void {
  for (let compound: u32 = 0; compound < count; compound++) {
    addMentions(load<u64>(ids + (<usize>compound << 3)), load<u64>(mentions + (<usize>compound << 4)));
  }
}
