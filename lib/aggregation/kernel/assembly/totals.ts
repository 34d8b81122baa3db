// What the experiments add up to: per user a count and the slots, per compound in how many experiments it is named.
import { allocate } from './memory';
import { NumberTable } from './number-table';
import { MIN, SUM, slotKind, slots } from './settings';

const users = new NumberTable();
const compounds = new NumberTable();

/** Per user: the count, then 16 bytes for each slot, low half and high half, as a sum may be beyond 64 bits. */
let records: usize = 0;
let recordBytes: usize = 8;
let recordCapacity: u32 = 1024;
/** Per compound 16 bytes: how many experiments name it, and the last list that did. */
let mentions: usize = 0;
let mentionCapacity: u32 = 1024;

/** The same of compounds with small ids, by their ids: nearly all have such, and a number to look up takes time. */
const SMALL: u64 = 1 << 16;
let smallMentions: usize = 0;

/** The slots are set before. */
export function initialiseTotals(): void {
  users.initialise();
  compounds.initialise();
  recordBytes = 8 + (<usize>slots << 4);
  records = allocate(<usize>recordCapacity * recordBytes);
  mentions = allocate(<usize>mentionCapacity << 4);
  smallMentions = allocate(<usize>SMALL << 4);
}

/** The number of a user, who has a record from now on. */
@inline
export function userNumber(userId: u64): u32 {
  const known = users.size;
  const number = users.numberOf(userId);
  if (number == known) beginRecord(number);
  return number;
}

/** A sum and a maximum begin with 0, a minimum with what no value is above. */
function beginRecord(number: u32): void {
  if (number >= recordCapacity) growRecords();
  for (let slot: u32 = 0; slot < slots; slot++) {
    if (slotKind(slot) == MIN) store<u64>(recordAt(number) + slotOffset(slot), u64.MAX_VALUE);
  }
}

function growRecords(): void {
  const larger = allocate(<usize>recordCapacity * 2 * recordBytes);
  memory.copy(larger, records, <usize>recordCapacity * recordBytes);
  records = larger;
  recordCapacity <<= 1;
}

/** Where the record of a user is. It moves when other users come. */
@inline
export function recordAt(number: u32): usize {
  return records + <usize>number * recordBytes;
}

/** Where a slot is in a record. */
@inline
export function slotOffset(slot: u32): usize {
  return 8 + (<usize>slot << 4);
}

/** Takes a value into the slot of a record at that address. */
@inline
export function takeValue(at: usize, kind: u32, value: u64): void {
  const before = load<u64>(at);
  if (kind == SUM) {
    const sum = before + value;
    store<u64>(at, sum);
    if (sum < before) store<u64>(at, load<u64>(at, 8) + 1, 8);
  } else if (kind == MIN ? value < before : value > before) {
    store<u64>(at, value);
  }
}

/** Takes what a slot of another record has into that slot here. */
export function addToSlot(at: usize, kind: u32, other: usize): void {
  takeValue(at, kind, load<u64>(other));
  if (kind == SUM) store<u64>(at, load<u64>(at, 8) + load<u64>(other, 8), 8);
}

@inline
export function countExperiment(record: usize): void {
  store<u64>(record, load<u64>(record) + 1);
}

/** Counts a compound that an experiment names. */
@inline
export function mention(compoundId: u64): void {
  const at = mentionsOf(compoundId);
  store<u64>(at, load<u64>(at) + 1);
}

/** Counts a compound so many times. */
export function addMentions(compoundId: u64, count: u64): void {
  const at = mentionsOf(compoundId);
  store<u64>(at, load<u64>(at) + count);
}

/** Counts a compound of a list that may name it twice. Lists have numbers, none is used again for another one. */
@inline
export function mentionOnce(compoundId: u64, list: u64): void {
  const at = mentionsOf(compoundId);
  store<u64>(at, load<u64>(at) + <u64>(load<u64>(at, 8) != list));
  store<u64>(at, list, 8);
}

@inline
function mentionsOf(compoundId: u64): usize {
  return compoundId < SMALL ? smallMentions + (<usize>compoundId << 4) : wideMentionsOf(compoundId);
}

function wideMentionsOf(compoundId: u64): usize {
  const number = compounds.numberOf(compoundId);
  if (number >= mentionCapacity) growMentions();
  return mentions + (<usize>number << 4);
}

/** Moves the counts of small ids to where the host looks for all. */
function numberSmallCompounds(): void {
  for (let id: u64 = 0; id < SMALL; id++) {
    const at = smallMentions + (<usize>id << 4);
    const count = load<u64>(at);
    if (count == 0) continue;
    const total = wideMentionsOf(id);
    store<u64>(total, load<u64>(total) + count);
    store<u64>(at, 0);
  }
}

function growMentions(): void {
  const larger = allocate(<usize>mentionCapacity << 5);
  memory.copy(larger, mentions, <usize>mentionCapacity << 4);
  mentions = larger;
  mentionCapacity <<= 1;
}

/** For the host: number of users, addresses of their ids and records; the same of the compounds, whose number comes first. */
export function userCount(): u32 {
  return users.size;
}
export function userIds(): usize {
  return users.ids;
}
/** The number of a user who has one. */
export function numberOfUser(id: u64): u32 {
  return users.numberOf(id);
}
export function userRecords(): usize {
  return records;
}
export function compoundCount(): u32 {
  numberSmallCompounds();
  return compounds.size;
}
export function compoundIds(): usize {
  return compounds.ids;
}
export function compoundMentions(): usize {
  return mentions;
}
