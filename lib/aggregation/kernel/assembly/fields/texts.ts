// Columns of ids that are texts: where each is, and its hash, which stands for it until it gets a number. Nothing rests on the
// hash: text-table.ts compares bytes, and of event ids the host looks at all that have the same.
import { ends, findFields, mayEndWithCr, step } from './bounds';
import { ABSENT } from './columns';
import { NOT_PLAIN, NULL, endOf, isPadding } from './integers';
import { isNullText } from './null-texts';
import { COLUMN_BYTES, MAX_ROWS, allocate } from '../memory';

const SPACE: u32 = 32;

/** lib/csv/values/text-ids.ts has the rule. */
const MOST_BYTES: usize = 255;

/** Set in every hash: so none is small, which ids with a bit of their own are, and none is NULL or NOT_PLAIN. */
const TEXT: u64 = 1 << 62;
let hashMask: u64 = TEXT - 1;

const FIRST: u64 = 0x9e3779b97f4a7c15;
const SECOND: u64 = 0xc2b2ae3d27d4eb4f;

/** Has hashes of so many bits only: for tests, in which many texts are to have the same. */
export function setHashBits(bits: u32): void {
  hashMask = ((<u64>1) << bits) - 1;
}

/**
 * A hash of 62 bits: words of eight bytes are multiplied and rotated in turn, and mixed at the end, as xxHash and others do.
 * Up to seven bytes after the text are read, and left out.
 */
@inline
export function hashOf(from: usize, length: usize): u64 {
  let hash = <u64>length * SECOND;
  const whole = from + (length & ~7);
  let at = from;
  for (; at < whole; at += 8) hash = rotl<u64>((hash ^ load<u64>(at)) * FIRST, 31);
  const left = length & 7;
  if (left) hash = rotl<u64>((hash ^ (load<u64>(at) & ((<u64>1 << (<u64>left << 3)) - 1))) * FIRST, 31);
  hash = (hash ^ (hash >> 32)) * SECOND;
  hash ^= hash >> 29;
  return (hash & hashMask) | TEXT;
}

/** Parses one text: notes where it is without padding, as two words, and gives its hash; NOT_PLAIN for what is too long, or nothing, or may have something invisible at an end. */
@inline
export function parseText(start: usize, end: usize, bounds: usize): u64 {
  let from = start;
  let to = end;
  while (from < to && isPadding(load<u8>(from))) from++;
  while (from < to && isPadding(load<u8>(to - 1))) to--;
  store<u32>(bounds, <u32>from);
  store<u32>(bounds, <u32>to, 4);
  if (to - from - 1 >= MOST_BYTES) return NOT_PLAIN;
  // Some of what is below a space is dropped from the ends of an id as padding is, and so is some of what is beyond ASCII.
  return mayBegin(load<u8>(from)) && mayEnd(load<u8>(to - 1)) ? hashOf(from, to - from) : NOT_PLAIN;
}

/** Whether a byte begins, or ends, a character in UTF-8 that is surely not invisible: as lib/csv/values/plain-values.ts has it. */
@inline
function mayBegin(byte: u32): bool {
  return byte > SPACE && (byte < 128 || (byte != 0xc2 && byte != 0xe2 && byte != 0xef));
}
@inline
function mayEnd(byte: u32): bool {
  return byte > SPACE && (byte < 128 || (byte != 0xa0 && (byte < 0x8b || byte > 0x8f) && byte != 0xaf && byte != 0xbf));
}

/** A column with one text a row. */
@final @unmanaged
export class TextColumn {
  /** Position among the columns of a record, or ABSENT. */
  position: u32;
  /** Whether an empty field is NULL. */
  isOptional: bool;
  /** Eight bytes a row: the hash, NULL or NOT_PLAIN; and where the text begins and ends. */
  values: usize;
  bounds: usize;
  /** Of an optional column the set of texts that stand for NULL; 0 for none. */
  nullTexts: usize;

  /** In zeroes that were allocated for it. */
  initialise(isOptional: bool): void {
    this.isOptional = isOptional;
    this.values = allocate(COLUMN_BYTES);
    this.bounds = allocate(COLUMN_BYTES);
  }

  /** Says where it is in the file that comes next. One that is absent is NULL in every row: there is nothing to parse. */
  place(position: u32): void {
    this.position = position;
    if (position != ABSENT) return;
    for (let row: usize = 0; row < MAX_ROWS; row++) store<u64>(this.values + (row << 3), NULL);
  }

  /** Parses the rows whose marks begin there. Marks those that are not plain in `notPlain`, a byte per row, and says whether all are. */
  parse(marks: usize, rows: u32, notPlain: usize): bool {
    if (this.position == ABSENT) return true;
    let arePlain = findFields(this.position, marks, rows, notPlain);
    const isOptional = this.isOptional;
    const next = step;
    const mayHaveCr = mayEndWithCr;
    let mark = ends;
    let value = this.values;
    let bounds = this.bounds;
    const nullTexts = this.nullTexts;
    for (let row: u32 = 0; row < rows; row++, mark += next, value += 8, bounds += 8) {
      let hash = parseText(<usize>load<u32>(mark - 4) + 1, endOf(mark, mayHaveCr), bounds);
      if (nullTexts != 0 && isNullText(nullTexts, <usize>load<u32>(bounds), <usize>load<u32>(bounds, 4))) hash = NULL;
      if (hash == NOT_PLAIN) {
        if (isOptional && load<u32>(bounds) == load<u32>(bounds, 4)) {
          hash = NULL;
        } else {
          arePlain = false;
          store<u8>(notPlain + <usize>row, 1);
        }
      }
      store<u64>(value, hash);
    }
    return arePlain;
  }
}
