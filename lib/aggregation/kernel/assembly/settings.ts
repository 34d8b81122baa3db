// What the header of the file says: set by the host before the first line, and before that of each further file.

/** Whether vectors are used. Only the build that this one is tested against does without: see tools/kernel/build.ts. */
export const USE_VECTORS: bool = true;

export let delimiter: u32 = 44;
/** What is padding besides the space: the tab, unless it is the delimiter. */
export let padding: u32 = 9;
/** Columns of a record. */
export let width: u32 = 0;
export let maxRecordBytes: usize = 0;
/** Whether the last name of the header is empty: a row may lack that field. */
export let mayLackLast: bool = false;
/** The first byte of the header's names: a line that begins with it may be the header once more. */
export let headerByte: u32 = 0;
/** Positions of the columns that no event does without: its key, and whose it is. */
export let keyColumn: u32 = 0;
export let ownerColumn: u32 = 0;
/** Whether these two are texts, not integers. */
export let keysAreTexts: bool = false;
export let ownersAreTexts: bool = false;
/** Whether accumulators see the rows. */
export let showsRows: bool = false;

export function setFile(delimiter_: u32, width_: u32, mayLackLast_: bool, headerByte_: u32, maxRecordBytes_: u32, keyColumn_: u32, ownerColumn_: u32): void {
  delimiter = delimiter_;
  padding = delimiter == 9 ? 32 : 9;
  width = width_;
  mayLackLast = mayLackLast_;
  headerByte = headerByte_;
  maxRecordBytes = maxRecordBytes_;
  keyColumn = keyColumn_;
  ownerColumn = ownerColumn_;
}

/** Called before `initialise` when keys or owners are texts. */
export function readTexts(keys: bool, owners: bool): void {
  keysAreTexts = keys;
  ownersAreTexts = owners;
}

/** Called before `initialise` when the host wants to be told which rows were added. */
export function showRows(): void {
  showsRows = true;
}
