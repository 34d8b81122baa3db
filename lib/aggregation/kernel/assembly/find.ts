// Finding rows again. A kernel that is told which ids are wanted adds nothing: it passes over plain rows, and leaves those to the
// careful path that may have one of these ids. That knows the ids themselves, so a row too much costs time, and nothing else.
import { allocate } from './memory';
import { MAX_REFERENCES } from './tables/limits';

/** The columns that ids are wanted of: these two, then the references. */
export const KEYS: u32 = 0;
export const OWNERS: u32 = 1;
export const REFERENCES: u32 = 2;

/** Multiplying by it spreads ids over the bits, as number-table.ts does. */
const SPREAD: u64 = 0x9e3779b97f4a7c15;

/** Whether rows are found, and not added. */
export let isFinding: bool = false;
/** Per column where its bits are; 0 where no id is wanted. */
const filters = memory.data(4 * (2 + MAX_REFERENCES), 16);
let filterBytes: usize = 0;
let shift: u64 = 0;

/** Has rows be found instead of added. Called before the first `want`, with the number of bits in the hash of an id. */
export function find(hashBits: u32): void {
  isFinding = true;
  shift = 64 - <u64>hashBits;
  filterBytes = (<usize>1 << hashBits) >> 3;
}

/** Says that the rows with an id in a column are wanted: of texts with a hash. */
export function want(column: u32, id: u64): void {
  const place = filters + (<usize>column << 2);
  if (load<u32>(place) == 0) store<u32>(place, <u32>allocate(filterBytes));
  const bit = bitOf(id);
  const at = <usize>load<u32>(place) + ((<usize>bit >> 5) << 2);
  store<u32>(at, load<u32>(at) | (1 << (bit & 31)));
}

@inline
function bitOf(id: u64): u32 {
  return <u32>((id * SPREAD) >> shift);
}

/** Whether a column need not be parsed: rows are found, and not by it. */
@inline
export function isUnwanted(column: u32): bool {
  return isFinding && load<u32>(filters + (<usize>column << 2)) == 0;
}

/** The first of the values [from, to) of a column, eight bytes each, that may be wanted, or `to`. */
export function firstWanted(column: u32, values: usize, from: u32, to: u32): u32 {
  const bits = <usize>load<u32>(filters + (<usize>column << 2));
  if (bits == 0) return to;
  for (let value = from; value < to; value++) {
    const bit = bitOf(load<u64>(values + (<usize>value << 3)));
    if (load<u32>(bits + ((<usize>bit >> 5) << 2)) & (1 << (bit & 31))) return value;
  }
  return to;
}
