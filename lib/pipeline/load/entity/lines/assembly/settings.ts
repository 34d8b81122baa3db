// What the header of the file says: set by the host before the first line, and before that of each further file.

export let delimiter: u32 = 44;
/** What is padding besides the space: the tab, unless it is the delimiter. */
let padding: u32 = 9;
/** Columns of a record. */
export let width: u32 = 0;
export let maxRecordBytes: usize = 0;

export function setFile(delimiter_: u32, width_: u32, maxRecordBytes_: u32): void {
  delimiter = delimiter_;
  padding = delimiter == 9 ? 32 : 9;
  width = width_;
  maxRecordBytes = maxRecordBytes_;
}

@inline
export function isPadding(byte: u32): bool {
  return byte == 32 || byte == padding;
}
