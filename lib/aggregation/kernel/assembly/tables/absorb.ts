// Takes over what another kernel, which read the rest of the file, came to. The host has put it into blocks of this memory.
import { allocate } from '../memory';
import { addIdBits, haveIdBitsInCommon } from './id-set';
import { numberOf, numberOfText, recordAt } from './owners';
import { hashOf } from '../fields/texts';
import { referenceAt } from './references';
import { addToSlot, slotKind, slotOffset, slots } from './slots';

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

/** Adds owners: their ids, and a record for each as `ownerRecords` has them. Where the ids were, their numbers are then. */
export function absorbOwners(ids: usize, records: usize, count: u32): void {
  const recordBytes = slotOffset(slots);
  for (let owner: u32 = 0; owner < count; owner++) {
    const at = ids + (<usize>owner << 3);
    const number = numberOf(load<u64>(at));
    store<u64>(at, number);
    absorbRecord(number, records + <usize>owner * recordBytes);
  }
}

/** The same of owners that are texts: their bytes one after the other, and where each ends, where then their numbers are. */
export function absorbTextOwners(bytes: usize, ends: usize, records: usize, count: u32): void {
  const recordBytes = slotOffset(slots);
  let from = bytes;
  for (let owner: u32 = 0; owner < count; owner++) {
    const at = ends + (<usize>owner << 2);
    const end = bytes + <usize>load<u32>(at);
    const number = numberOfText(hashOf(from, end - from), from, end - from);
    store<u32>(at, number);
    absorbRecord(number, records + <usize>owner * recordBytes);
    from = end;
  }
}

function absorbRecord(number: u32, from: usize): void {
  const into = recordAt(number);
  store<u64>(into, load<u64>(into) + load<u64>(from));
  for (let slot: u32 = 0; slot < slots; slot++) addToSlot(into + slotOffset(slot), slotKind(slot), from + slotOffset(slot));
}

/**
 * Adds ids that a reference names, and 16 bytes for each as `referencedCounts` has them. Of one that accumulators see, where
 * the ids were, their numbers are then.
 */
export function absorbReferenced(reference: u32, ids: usize, counts: usize, count: u32): void {
  const into = referenceAt(reference);
  for (let id: u32 = 0; id < count; id++) {
    const at = ids + (<usize>id << 3);
    const value = load<u64>(at);
    into.add(value, load<u64>(counts + (<usize>id << 4)));
    if (into.isNumbered) store<u64>(at, into.numberOf(value));
  }
}

/** The same of ids that are texts, as absorbTextOwners has them: all get numbers. */
export function absorbReferencedTexts(reference: u32, bytes: usize, ends: usize, counts: usize, count: u32): void {
  const into = referenceAt(reference);
  let from = bytes;
  for (let id: u32 = 0; id < count; id++) {
    const at = ends + (<usize>id << 2);
    const end = bytes + <usize>load<u32>(at);
    store<u32>(at, into.addText(from, <u32>(end - from), load<u64>(counts + (<usize>id << 4))));
    from = end;
  }
}
