// Where things lie. The host writes a chunk of the file to INPUT; the tables after it grow, each by moving to the end.

/** Positions of the delimiters and line ends of one window, four bytes each; before the first, that of the line end before it. */
export const INDEX: usize = 16384;
/** Bytes looked at before their lines are parsed: index and input stay in the processor's first cache. */
export const WINDOW: usize = 8192;
/** A line has two fields or more, so that it takes at least two bytes of the window. */
export const MAX_ROWS: u32 = <u32>(WINDOW >> 1);
/** Ids of the lists in a window, at most: each takes a byte, a digit or what follows it; and four are noted whether there are so many or not. */
export const MAX_LISTED: usize = WINDOW + 4;
/** Eight bytes for each row of a window. */
export const COLUMN_BYTES: usize = <usize>MAX_ROWS << 3;
/** Where the host puts bytes; 64 bytes of padding before and after, for loads that begin or end outside a line. */
export const INPUT: usize = 65536;

/** For the host: how many rows a window has, and how many ids are noted of its lists, at most. */
export function rowLimit(): u32 {
  return MAX_ROWS;
}
export function listedLimit(): u32 {
  return <u32>MAX_LISTED;
}

let end: usize = 0;
/** So many bytes the host gives at a time, at most. */
export let inputBytes: usize = 0;

/** Called first. Everything after the input is free. */
export function initialiseInput(mostBytes: u32): void {
  inputBytes = mostBytes;
  // Constants and settings are below the index: a table that is made larger must not reach into it.
  if (__heap_base > INDEX) unreachable();
  end = INPUT + inputBytes + 64;
  allocate(0);
}

/** A block of zeroes at the end of the memory; blocks are never given back. */
export function allocate(bytes: usize): usize {
  const at = (end + 15) & ~15;
  end = at + bytes;
  const missing = <isize>end - (<isize>memory.size() << 16);
  if (missing > 0 && memory.grow(<i32>((missing + 65535) >> 16)) < 0) unreachable();
  return at;
}
