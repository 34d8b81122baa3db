// Where things lie. The host writes a chunk of the file to INPUT; what is found in it is written to the tables after it.

/** Bytes looked at at a time: they stay in the processor's caches while their lines are split, checked and copied. */
export const WINDOW: usize = 32768;
/** Lines of a window at most: of shorter ones the next window has the rest. */
export const MAX_ROWS: u32 = 4096;
/** Marks of a window, four bytes each: every byte may be one, and twelve are written whether there are so many or not. */
export const MARKS: usize = 16384;
const MARKS_BYTES: usize = (WINDOW << 2) + 64;
/** Where the host puts bytes; as many as a vector loop may read or write too much stand between any two tables. */
export const INPUT: usize = (MARKS + MARKS_BYTES + 65535) & ~65535;
const SLACK: usize = 64;

/** For each row where it begins, and after the last where that ends; four bytes each, counted from INPUT. */
export let starts: usize = 0;
/** For each row where its marks are. */
export let rowMarks: usize = 0;
/** A byte for each row: whether it is left to the careful path. */
export let notPlain: usize = 0;
/** A byte for each row: whether a quote is doubled in it. */
export let doubled: usize = 0;
/** Elements of an array, of one column: where all bytes are doubled, or all fields are NULL. */
export let output: usize = 0;

let end: usize = 0;

/** Called once. The host gives at most `inputBytes` at a time. */
export function initialiseMemory(inputBytes: u32): void {
  // Constants and settings are below the marks, which must not reach into them.
  if (__heap_base > MARKS) unreachable();
  end = INPUT + inputBytes;
  starts = allocate((<usize>MAX_ROWS + 1) << 2);
  rowMarks = allocate(<usize>MAX_ROWS << 2);
  notPlain = allocate(MAX_ROWS);
  doubled = allocate(MAX_ROWS);
  output = allocate((WINDOW << 1) + (<usize>MAX_ROWS << 3));
}

/** A block of zeroes at the end of the memory; blocks are never given back. */
export function allocate(bytes: usize): usize {
  const at = (end + SLACK + 15) & ~15;
  end = at + bytes;
  const missing = <isize>(end + SLACK) - (<isize>memory.size() << 16);
  if (missing > 0 && memory.grow(<i32>((missing + 65535) >> 16)) < 0) unreachable();
  return at;
}
