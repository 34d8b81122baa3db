// The lists of a window's rows, such as `1;2;3`: where their ids are, all in one array, so that they are parsed like a column. Their
// ids may be texts.
import { ends, findFields, mayEndWithCr, step } from './bounds';
import { ABSENT } from './columns';
import { NOT_PLAIN, isPadding, parseFields } from './integers';
import { areMostlyShort, initialiseShortLists, parseShortLists } from './short-lists';
import { parseText } from './texts';
import { MAX_LISTED, MAX_ROWS, WINDOW, allocate } from '../memory';
import { USE_VECTORS } from '../settings';

const CR: u32 = 13;
const SEMICOLON: u32 = 59;
const SEMICOLONS = memory.data<u8>([59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59], 16);

/** Ids of lists that fit in one vector, at most. */
const FEW: u32 = 4;

/** What the lists of integers share, since they are parsed in turn. */
let shared: usize = 0;

/** A column of lists. */
@final @unmanaged
export class IdList {
  /** Position among the columns of a record, or ABSENT. */
  private position: u32;
  /** Whether the ids are texts. */
  private areTexts: bool;
  /** Per id of a list eight bytes: position of the byte before it, and of its end; of texts that were parsed, of the first byte and the end. */
  bounds: usize;
  /** Per id its value, or the hash of its text, eight bytes, and the row that it is in, four. */
  ids: usize;
  rows: usize;
  /** Per row the number of its first id; after the last row, how many ids there are. */
  firstIds: usize;
  /** Whether lists of the last window had padding round them. */
  private arePadded: bool;

  /** In zeroes that were allocated for it. */
  initialise(areTexts: bool): void {
    this.areTexts = areTexts;
    if (!areTexts && shared == 0) shared = allocate(MAX_LISTED << 3);
    this.bounds = areTexts ? allocate(MAX_LISTED << 3) : shared;
    this.rows = allocate(MAX_LISTED << 2);
    this.ids = allocate(MAX_LISTED << 3);
    this.firstIds = allocate((<usize>MAX_ROWS + 1) << 2);
    if (USE_VECTORS && !areTexts) initialiseShortLists();
  }

  /** Says where it is in the file that comes next. One that is absent is empty in every row: there is nothing to parse. */
  place(position: u32): void {
    this.position = position;
    if (position == ABSENT) memory.fill(this.firstIds, 0, (<usize>MAX_ROWS + 1) << 2);
  }

  /** The number of the first id in the list of a row. */
  @inline
  firstIdOf(row: u32): u32 {
    return load<u32>(this.firstIds + (<usize>row << 2));
  }

  /** Parses the lists of the rows whose marks begin there. Marks those that are not plain in `notPlain`, a byte per row, and says whether all are. */
  parse(marks: usize, rows: u32, notPlain: usize): bool {
    if (this.position == ABSENT) return true;
    const areSingle = findFields(this.position, marks, rows, notPlain);
    if (USE_VECTORS && !this.areTexts && areMostlyShort(rows)) {
      if (parseShortLists(this, rows, this.arePadded)) return areSingle;
      this.arePadded = !this.arePadded;
      if (parseShortLists(this, rows, this.arePadded)) return areSingle;
    }
    if (this.parseIds(this.findIds(rows, false))) return areSingle;
    // Lists with padding round them are as good; to look for it in each would cost all others.
    const count = this.findIds(rows, true);
    if (this.parseIds(count)) return areSingle;
    for (let id: u32 = 0; id < count; id++) {
      if (load<u64>(this.ids + (<usize>id << 3)) != NOT_PLAIN) continue;
      store<u8>(notPlain + <usize>load<u32>(this.rows + (<usize>id << 2)), 1);
    }
    return false;
  }

  /** Parses ids that were found, none of which is a text: those from one number on, up to another one. */
  parseNumbers(from: u32, to: u32): bool {
    const first = <usize>from << 3;
    return parseFields(this.bounds + first + 4, 8, to - from, this.ids + first, 0, false, false, false);
  }

  private parseIds(count: u32): bool {
    return this.areTexts ? this.parseTexts(count) : this.parseNumbers(0, count);
  }

  private parseTexts(count: u32): bool {
    const ids = this.ids;
    const bounds = this.bounds;
    let arePlain = true;
    for (let at: usize = 0, end = <usize>count << 3; at < end; at += 8) {
      const hash = parseText(<usize>load<u32>(bounds + at) + 1, <usize>load<u32>(bounds + at, 4), bounds + at);
      store<u64>(ids + at, hash);
      if (hash == NOT_PLAIN) arePlain = false;
    }
    return arePlain;
  }

  private findIds(rows: u32, arePadded: bool): u32 {
    const semicolons = v128.load(SEMICOLONS);
    const next = step;
    const mayHaveCr = mayEndWithCr;
    const rowsOfIds = this.rows;
    const firstIds = this.firstIds;
    const bounds = this.bounds;
    let mark = ends;
    let count: u32 = 0;
    for (let row: u32 = 0; row < rows; row++, mark += next) {
      store<u32>(firstIds + (<usize>row << 2), count);
      const from = <usize>load<u32>(mark - 4) + 1;
      let to = <usize>load<u32>(mark);
      if (mayHaveCr) to -= <usize>(load<u8>(to - 1) == CR);
      const length = to - from;
      if (USE_VECTORS && length - 1 < 16 && !arePadded) {
        // A bit for each semicolon, and one for the end.
        let ends = <u32>i8x16.bitmask(i8x16.eq(v128.load(from), semicolons));
        ends = (ends & ((1 << <u32>length) - 1)) | (1 << <u32>length);
        const found = <u32>popcnt(ends);
        if (found <= FEW) {
          // Four at once, whether there are so many or not, for the same reason as in blocks.ts.
          let before = <u32>from - 1;
          for (let n: u32 = 0; n < FEW; n++) {
            const end = <u32>from + <u32>ctz(ends);
            ends &= ends - 1;
            store<u64>(bounds + (<usize>(count + n) << 3), <u64>before | (<u64>end << 32));
            before = end;
          }
          v128.store(rowsOfIds + (<usize>count << 2), i32x4.splat(row));
          count += found;
          continue;
        }
      }
      count = this.findOneByOne(from, to, count, row);
    }
    store<u32>(firstIds + (<usize>rows << 2), count);
    return count;
  }

  /** A list of any length, with padding round it, or nothing. */
  findOneByOne(from: usize, to: usize, count: u32, row: u32): u32 {
    while (from < to && isPadding(load<u8>(from))) from++;
    while (from < to && isPadding(load<u8>(to - 1))) to--;
    if (from == to) return count;
    let before = <u32>from - 1;
    if (to - from > WINDOW) {
      // There is no room for so many ids. Without a digit the one that is noted is not plain, and so is the row.
      this.put(count, before, <u32>from, row);
      return count + 1;
    }
    for (let at = from; at < to; at++) {
      if (load<u8>(at) != SEMICOLON) continue;
      this.put(count, before, <u32>at, row);
      count++;
      before = <u32>at;
    }
    this.put(count, before, <u32>to, row);
    return count + 1;
  }

  @inline
  private put(id: u32, before: u32, end: u32, row: u32): void {
    const at = this.bounds + (<usize>id << 3);
    store<u32>(at, before);
    store<u32>(at, end, 4);
    store<u32>(this.rows + (<usize>id << 2), row);
  }
}
