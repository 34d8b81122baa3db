// Lists of a few short ids, such as `1;22;333`: all ids of one are parsed at once. Where the semicolons are says which byte goes where.
import { ends, mayEndWithCr, step } from './bounds';
import { endOf, isPadding } from './integers';
import { IdList } from './lists';
import { allocate } from '../memory';

/** Ids of a short list, and digits of each, at most: four lanes of four bytes. */
const MOST_IDS: u32 = 4;
const MOST_DIGITS: u32 = 4;
/** Bytes of a short list, at most: it is read with what ends it. */
const MOST_BYTES: usize = 15;

/** Of a lane's byte: none of the list's goes there, and it is zero. */
const NOTHING: u8 = 0x80;

const SEMICOLONS = memory.data<u8>([59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59], 16);
const ASCII_ZERO = memory.data<u8>([48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48], 16);
const NINE = memory.data<u8>([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], 16);
const EVEN_BYTES = memory.data<u16>([255, 255, 255, 255, 255, 255, 255, 255], 16);
const TENS = memory.data<u16>([10, 10, 10, 10, 10, 10, 10, 10], 16);
const HUNDREDS = memory.data<u16>([100, 1, 100, 1, 100, 1, 100, 1], 16);

/**
 * For each way in which the ends of ids can lie in 16 bytes, 16 bytes: which byte of the list goes to which place, so that each id is
 * in a lane of its own, its last digit last. Zeroes, which no short list has, for all that is not one. A file has a few of these ways only.
 */
let places: usize = 0;

/** Called before the first list is parsed, however often. */
export function initialiseShortLists(): void {
  if (places != 0) return;
  places = allocate(<usize>16 << 16);
  addPlaces(0, 0, 0, 0);
}

/** Adds all short lists that begin with so many ids, which end where the bits are, the last of them before `from`. */
function addPlaces(ids: u32, from: u32, ends: u32, beginning: u32): void {
  for (let digits: u32 = 1; digits <= MOST_DIGITS; digits++) {
    const end = from + digits;
    if (end > <u32>MOST_BYTES) return;
    const own = ends | (1 << end);
    const at = placesOf(own);
    if (ids == 0) memory.fill(at, NOTHING, 16);
    else memory.copy(at, placesOf(beginning), 16);
    for (let digit: u32 = 0; digit < digits; digit++) store<u8>(at + <usize>((ids << 2) + MOST_DIGITS - digits + digit), <u8>(from + digit));
    if (ids + 1 < MOST_IDS) addPlaces(ids + 1, end + 1, own, own);
  }
}

@inline
function placesOf(ends: u32): usize {
  return places + (<usize>ends << 4);
}

/** Whether two of three lists, where their fields were found, are short ones, by which a window is told from those with other ids. */
export function areMostlyShort(rows: u32): bool {
  let short: u32 = 0;
  for (let n: u32 = 0; n < 3; n++) {
    const mark = ends + ((<usize>(rows - 1) * n) >> 1) * step;
    let from = <usize>load<u32>(mark - 4) + 1;
    let to = endOf(mark, mayEndWithCr);
    while (from < to && isPadding(load<u8>(from))) from++;
    while (from < to && isPadding(load<u8>(to - 1))) to--;
    short += <u32>(from == to || isShort(from, to - from));
  }
  return short >= 2;
}

/** Whether a list of so many bytes is a short one, as far as semicolons tell. */
@inline
function isShort(from: usize, length: usize): bool {
  return length - 1 < MOST_BYTES && load<u32>(placesOf(endsIn(v128.load(from), v128.load(SEMICOLONS), <u32>length))) != 0;
}

/** A bit for the end of each id of a list of 1 to 15 bytes. */
@inline
function endsIn(text: v128, semicolons: v128, length: u32): u32 {
  return (<u32>i8x16.bitmask(i8x16.eq(text, semicolons)) & ((1 << length) - 1)) | (1 << length);
}

/**
 * Parses the lists of rows, whose fields were found: short ones here, others as all were before. False when some may not be plain, and
 * what was noted says nothing.
 *
 * @param arePadded whether padding round lists is looked for
 */
export function parseShortLists(list: IdList, rows: u32, arePadded: bool): bool {
  const semicolons = v128.load(SEMICOLONS);
  const zero = v128.load(ASCII_ZERO);
  const nine = v128.load(NINE);
  const even = v128.load(EVEN_BYTES);
  const tens = v128.load(TENS);
  const hundreds = v128.load(HUNDREDS);
  const next = step;
  const mayHaveCr = mayEndWithCr;
  const firstIds = list.firstIds;
  const ids = list.ids;
  const rowsOfIds = list.rows;
  let odd = i8x16.splat(0);
  let arePlain = true;
  let mark = ends;
  let count: u32 = 0;
  for (let row: u32 = 0; row < rows; row++, mark += next) {
    store<u32>(firstIds + (<usize>row << 2), count);
    let from = <usize>load<u32>(mark - 4) + 1;
    let to = endOf(mark, mayHaveCr);
    if (arePadded) {
      while (from < to && isPadding(load<u8>(from))) from++;
      while (from < to && isPadding(load<u8>(to - 1))) to--;
    }
    const length = to - from;
    if (length - 1 < MOST_BYTES) {
      const text = v128.load(from);
      const idEnds = endsIn(text, semicolons, <u32>length);
      const at = placesOf(idEnds);
      if (load<u32>(at) != 0) {
        // Neighbours are joined twice: digits to pairs, pairs to fours, which are the ids.
        const digits = i8x16.swizzle(i8x16.sub(text, zero), v128.load(at));
        odd = v128.or(odd, i8x16.sub_sat_u(digits, nine));
        const pairs = i16x8.add(i16x8.mul(v128.and(digits, even), tens), i16x8.shr_u(digits, 8));
        const fours = i32x4.dot_i16x8_s(pairs, hundreds);
        // Four are noted whether there are so many or not: the next list writes over those that do not exist.
        const target = ids + (<usize>count << 3);
        v128.store(target, i64x2.extend_low_i32x4_u(fours));
        v128.store(target, i64x2.extend_high_i32x4_u(fours), 16);
        v128.store(rowsOfIds + (<usize>count << 2), i32x4.splat(row));
        count += <u32>popcnt(idEnds);
        continue;
      }
    }
    const first = count;
    count = list.findOneByOne(from, to, first, row);
    if (!list.parseNumbers(first, count)) arePlain = false;
  }
  store<u32>(firstIds + (<usize>rows << 2), count);
  return arePlain && !v128.any_true(odd);
}
