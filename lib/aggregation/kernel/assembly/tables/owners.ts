// What the events of each owner add up to: how many there are, and the slots.
import { allocate } from '../memory';
import { NumberTable } from './number-table';
import { neutralOf, slotKind, slotOffset, slots } from './slots';

let owners = changetype<NumberTable>(0);

/** Per owner: the count, then 16 bytes for each slot, low half and high half, as a sum may be beyond 64 bits. */
let records: usize = 0;
let recordBytes: usize = 8;
let recordCapacity: u32 = 1024;

/** The slots are added before. */
export function initialiseOwners(): void {
  owners = changetype<NumberTable>(allocate(offsetof<NumberTable>()));
  owners.initialise();
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
  return owners.size;
}
export function ownerIds(): usize {
  return owners.ids;
}
export function ownerRecords(): usize {
  return records;
}
/** The number of an owner who has one. */
export function numberOfOwner(id: u64): u32 {
  return owners.numberOf(id);
}
