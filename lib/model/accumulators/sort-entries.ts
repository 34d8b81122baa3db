/** Words of an entry: the number of an owner, that of an id, and how often the two came together. */
export const ENTRY = 3;

/** Bits that a pass of the sort looks at. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const MASK = DIGITS - 1;

/** What entries are sorted into: kept, since memory that was in use is in the cache. */
let room: Uint32Array = new Uint32Array(0);
/** Where the entries of each digit go. */
const ownerPlaces = new Uint32Array(DIGITS);
const idPlaces = new Uint32Array(DIGITS);

/** Lets go of the memory that sorting took. */
export function freeRoom(): void {
  room = new Uint32Array(0);
}

/**
 * Sorts entries by the last 11 bits of the owner's number, then by the id's: digit by digit, from the last on, which takes the
 * same for each entry however many there are.
 *
 * @param entries those of owners that the bits before the last 11 don't tell apart
 * @returns the entries in order: `entries` itself or a copy that is valid until the next call, whichever was written last
 */
export function sortEntries(entries: Uint32Array): Uint32Array {
  if (room.length < entries.length) {
    room = new Uint32Array(entries.length);
  }
  let from = entries;
  let to = room.subarray(0, entries.length);
  const idBits = countDigits(entries);
  for (let shift = 0; shift < idBits; shift += DIGIT_BITS) {
    if (shift > 0) {
      countIdDigit(from, shift);
    }
    scatter(from, to, 1, shift, idPlaces);
    [from, to] = [to, from];
  }
  scatter(from, to, 0, 0, ownerPlaces);
  return to;
}

/** Counts the first digits to be sorted by of both words, and says how many of the last bits of the ids differ. */
function countDigits(entries: Uint32Array): number {
  ownerPlaces.fill(0);
  idPlaces.fill(0);
  const first = entries[1] ?? 0;
  let differing = 0;
  for (let at = 0; at < entries.length; at += ENTRY) {
    const owner = (entries[at] as number) & MASK;
    const id = entries[at + 1] as number;
    differing |= id ^ first;
    ownerPlaces[owner] = (ownerPlaces[owner] as number) + ENTRY;
    idPlaces[id & MASK] = (idPlaces[id & MASK] as number) + ENTRY;
  }
  sumUp(ownerPlaces);
  sumUp(idPlaces);
  return 32 - Math.clz32(differing);
}

function countIdDigit(entries: Uint32Array, shift: number): void {
  idPlaces.fill(0);
  for (let at = 1; at < entries.length; at += ENTRY) {
    const digit = ((entries[at] as number) >>> shift) & MASK;
    idPlaces[digit] = (idPlaces[digit] as number) + ENTRY;
  }
  sumUp(idPlaces);
}

/** Makes of how many there are of each digit where the first of them goes. */
function sumUp(places: Uint32Array): void {
  let next = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const words = places[digit] as number;
    places[digit] = next;
    next += words;
  }
}

/** Puts entries in the order of a digit; those with the same one stay in the order that they have. */
function scatter(from: Uint32Array, to: Uint32Array, word: number, shift: number, places: Uint32Array): void {
  for (let at = 0; at < from.length; at += ENTRY) {
    const digit = ((from[at + word] as number) >>> shift) & MASK;
    const place = places[digit] as number;
    places[digit] = place + ENTRY;
    to[place] = from[at] as number;
    to[place + 1] = from[at + 1] as number;
    to[place + 2] = from[at + 2] as number;
  }
}
