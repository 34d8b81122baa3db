// What the header of the file and the declaration of the features say: set by the host before the first line.

/** What a slot keeps of a column: the numbers are those of SLOT_KINDS in lib/model/feature-kinds.ts. */
export const SUM: u32 = 0;
export const MIN: u32 = 1;
export const MAX: u32 = 2;

/** Whether vectors are used. Only the build that this one is tested against does without: see tools/kernel/build.ts. */
export const USE_VECTORS: bool = true;

export const MAX_SLOTS: u32 = 64;

export let delimiter: u32 = 44;
/** What is padding besides the space: the tab, unless it is the delimiter. */
export let padding: u32 = 9;
/** Columns of a record. */
export let width: u32 = 0;
export let maxRecordBytes: usize = 0;
/** Positions of the columns that every file has. */
export let experimentColumn: u32 = 0;
export let userColumn: u32 = 0;
export let listColumn: u32 = 0;
export let slots: u32 = 0;

/** Per slot: position of its column, and its kind. */
const slotColumns = memory.data(256, 16);
const slotKinds = memory.data(256, 16);

export function setFile(
  delimiter_: u32,
  width_: u32,
  maxRecordBytes_: u32,
  experimentColumn_: u32,
  userColumn_: u32,
  listColumn_: u32,
): void {
  delimiter = delimiter_;
  padding = delimiter == 9 ? 32 : 9;
  width = width_;
  maxRecordBytes = maxRecordBytes_;
  experimentColumn = experimentColumn_;
  userColumn = userColumn_;
  listColumn = listColumn_;
}

export function addSlot(column: u32, kind: u32): void {
  store<u32>(slotColumns + (<usize>slots << 2), column);
  store<u32>(slotKinds + (<usize>slots << 2), kind);
  slots++;
}

@inline
export function slotColumn(slot: u32): u32 {
  return load<u32>(slotColumns + (<usize>slot << 2));
}

@inline
export function slotKind(slot: u32): u32 {
  return load<u32>(slotKinds + (<usize>slot << 2));
}
