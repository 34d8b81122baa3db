// What is kept of the columns for each owner: a slot is an operation over a column.
import { Column, columnOf } from '../fields/columns';
import { MAX, NULL } from '../fields/integers';
import { MAX_SLOTS } from './limits';

/** The kinds: the numbers are positions in SLOT_KINDS of lib/model/features/feature.ts. */
const SUM: u32 = 0;
const MIN: u32 = 1;
const COUNT: u32 = 3;

export let slots: u32 = 0;

/** Per slot: its kind, and its column. */
const kinds = memory.data(4 * MAX_SLOTS, 16);
const columns = memory.data(4 * MAX_SLOTS, 16);

/** Adds a slot; after setFile, before the references. Returns where its column is. */
export function addSlot(kind: u32, position: u32, isOptional: bool): usize {
  const column = changetype<usize>(columnOf(position, isOptional));
  store<u32>(columns + (<usize>slots << 2), <u32>column);
  store<u32>(kinds + (<usize>slots << 2), kind);
  slots++;
  return column;
}

@inline
export function slotKind(slot: u32): u32 {
  return load<u32>(kinds + (<usize>slot << 2));
}

@inline
export function slotColumn(slot: u32): Column {
  return changetype<Column>(<usize>load<u32>(columns + (<usize>slot << 2)));
}

/** Where a slot is in a record. */
@inline
export function slotOffset(slot: u32): usize {
  return 8 + (<usize>slot << 4);
}

/** What a slot begins with, and what changes nothing when two of them are put together. */
@inline
export function neutralOf(kind: u32): u64 {
  return kind == MIN ? MAX : 0;
}

/** What puts two values of a slot together: counts are added up. */
@inline
export function operationOf(kind: u32): u32 {
  return kind == COUNT ? SUM : kind;
}

/** What a value that may be NULL adds to a slot by its operation. Without a branch on the value. */
@inline
export function contribution(kind: u32, neutral: u64, value: u64): u64 {
  return kind == COUNT ? <u64>(value != NULL) : select<u64>(neutral, value, value == NULL);
}

/** Takes a value into the slot at that address, by an operation: SUM, MIN or MAX. */
@inline
export function takeValue(at: usize, operation: u32, value: u64): void {
  const before = load<u64>(at);
  if (operation == SUM) {
    const sum = before + value;
    store<u64>(at, sum);
    if (sum < before) store<u64>(at, load<u64>(at, 8) + 1, 8);
  } else if (operation == MIN ? value < before : value > before) {
    store<u64>(at, value);
  }
}

/** Takes what a slot of another record has into that slot here. */
export function addToSlot(at: usize, kind: u32, other: usize): void {
  const operation = operationOf(kind);
  takeValue(at, operation, load<u64>(other));
  if (operation == SUM) store<u64>(at, load<u64>(at, 8) + load<u64>(other, 8), 8);
}
