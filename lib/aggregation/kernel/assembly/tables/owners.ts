// What the events of each owner add up to: how many there are, and the slots.
import { allocate } from '../memory';
import { hashOf } from '../fields/texts';
import { ownersAreTexts } from '../settings';
import { NONE, NumberTable, knownNumber } from './number-table';
import { neutralOf, slotKind, slotOffset, slots } from './slots';
import { TextTable } from './text-table';

let owners = changetype<NumberTable>(0);
/** The same of owners that are texts: one of the two is used. */
let texts = changetype<TextTable>(0);

/** Per owner: the count, then 16 bytes for each slot, low half and high half, as a sum may be beyond 64 bits. */
let records: usize = 0;
let recordBytes: usize = 8;
let recordCapacity: u32 = 1024;

/** The slots are added before. */
export function initialiseOwners(): void {
  if (ownersAreTexts) {
    texts = changetype<TextTable>(allocate(offsetof<TextTable>()));
    texts.initialise();
  } else {
    owners = changetype<NumberTable>(allocate(offsetof<NumberTable>()));
    owners.initialise();
  }
  recordBytes = slotOffset(slots);
  records = allocate(<usize>recordCapacity * recordBytes);
}

/** The number of an owner, who has a record from now on. */
@inline
export function numberOf(owner: u64): u32 {
  const known = owners.size;
  const number = owners.numberOf(owner);
  if (number == known) beginRecord(number);
  return number;
}

/** Puts the numbers of owners where their ids are, eight bytes each, and counts an event of each. */
export function countOwners(ids: usize, end: usize): void {
  let at = ids;
  while (at < end) {
    // While all are known, nothing moves: addresses that are asked for once stay in registers.
    const direct = owners.direct;
    const room = owners.room;
    const base = records;
    const bytes = recordBytes;
    for (; at < end; at += 8) {
      const number = knownNumber(direct, room, load<u64>(at));
      if (number == NONE) break;
      store<u64>(at, <u64>number);
      countEvent(base + <usize>number * bytes);
    }
    if (at == end) return;
    const number = numberOf(load<u64>(at));
    store<u64>(at, <u64>number);
    countEvent(recordAt(number));
    at += 8;
  }
}

/** The same of many owners that are texts: puts their numbers where their hashes are. */
export function numberTexts(values: usize, bounds: usize, count: u32): void {
  const known = texts.size;
  texts.numberAll(values, bounds, count);
  for (let number = known; number < texts.size; number++) beginRecord(number);
}

/** The same of one that is a text with that hash. */
export function numberOfText(hash: u64, from: usize, length: usize): u32 {
  const known = texts.size;
  const number = texts.numberOf(hash, from, length);
  if (number == known) beginRecord(number);
  return number;
}

function beginRecord(number: u32): void {
  if (number >= recordCapacity) growRecords();
  for (let slot: u32 = 0; slot < slots; slot++) {
    store<u64>(recordAt(number) + slotOffset(slot), neutralOf(slotKind(slot)));
  }
}

function growRecords(): void {
  const larger = allocate(<usize>recordCapacity * 2 * recordBytes);
  memory.copy(larger, records, <usize>recordCapacity * recordBytes);
  records = larger;
  recordCapacity <<= 1;
}

/** Where the record of an owner is. It moves when other owners come. */
@inline
export function recordAt(number: u32): usize {
  return records + <usize>number * recordBytes;
}

@inline
export function countEvent(record: usize): void {
  store<u64>(record, load<u64>(record) + 1);
}

/** For the host: number of owners, addresses of their ids and records. */
export function ownerCount(): u32 {
  return ownersAreTexts ? texts.size : owners.size;
}
export function ownerIds(): usize {
  return owners.ids;
}
/** Of owners that are texts, where they are: address and length of each, four bytes each. */
export function ownerTexts(): usize {
  return texts.texts;
}
export function ownerRecords(): usize {
  return records;
}
/** The number of an owner, who has a record from now on. */
export function numberOfOwner(id: u64): u32 {
  return numberOf(id);
}
export function numberOfTextOwner(from: usize, length: u32): u32 {
  return numberOfText(hashOf(from, length), from, length);
}
