// The ids that events name: per column of such ids, in how many events each is named.
import { Column, columnOf, setNullTexts } from '../fields/columns';
import { NOT_PLAIN, NULL } from '../fields/integers';
import { IdList } from '../fields/lists';
import { TextColumn, hashOf } from '../fields/texts';
import { firstWanted } from '../find';
import { MAX_LISTED, MAX_ROWS, allocate } from '../memory';
import { MAX_REFERENCES } from './limits';
import { NumberTable } from './number-table';
import { TextTable } from './text-table';

/** Ids below this are counted by their ids: nearly all are so small, and a number to look up takes time. */
const SMALL: u64 = 1 << 16;

/** A column of ids, one or a list of them in each row. */
@final @unmanaged
export class Reference {
  /** Where the ids of a window are: one of the three. */
  private list: IdList | null;
  private column: Column | null;
  private textColumn: TextColumn | null;
  /** Per id 16 bytes: how many events name it, and the last list that did. */
  private counts: usize;
  private capacity: u32;
  /** The same of small ids, by their ids. */
  private small: usize;
  private table: NumberTable;
  /** Of ids that are texts, which all have numbers, in the stead of the two above. */
  private texts: TextTable | null;
  /** Whether accumulators see the ids, by their numbers: small ones are then counted by these, too. */
  isNumbered: bool;
  /** The ids of the rows that were added last, each once in a list: their numbers, four bytes each, and they themselves, eight. */
  numbers: usize;
  numbered: usize;
  /** Per row that was added the position of its first id; after the last row, how many ids there are. */
  firsts: usize;
  /** Per id of the lists, how many were noted before it. */
  private noted: usize;

  /** In zeroes that were allocated for it. */
  initialise(position: u32, isList: bool, areTexts: bool, isOptional: bool): void {
    this.capacity = 1024;
    this.counts = allocate(<usize>this.capacity << 4);
    if (isList) {
      const list = changetype<IdList>(allocate(offsetof<IdList>()));
      list.initialise(areTexts);
      this.list = list;
    } else if (areTexts) {
      const column = changetype<TextColumn>(allocate(offsetof<TextColumn>()));
      column.initialise(isOptional);
      this.textColumn = column;
    } else {
      this.column = columnOf(position, isOptional);
    }
    if (areTexts) {
      const texts = changetype<TextTable>(allocate(offsetof<TextTable>()));
      texts.initialise();
      this.texts = texts;
      this.showNumbers();
    } else {
      this.small = allocate(<usize>SMALL << 4);
      this.table = changetype<NumberTable>(allocate(offsetof<NumberTable>()));
      this.table.initialise();
    }
    this.place(position);
  }

  /** Says where it is in the file that comes next. */
  place(position: u32): void {
    const list = this.list;
    const textColumn = this.textColumn;
    if (list) list.place(position);
    else if (textColumn) textColumn.place(position);
    else this.column!.place(position);
  }

  /** Says which texts stand for no id in a column of one id that may be empty. */
  setNullTexts(nullTexts: usize, isNumberNull: bool): void {
    const textColumn = this.textColumn;
    if (textColumn) textColumn.nullTexts = nullTexts;
    else setNullTexts(changetype<usize>(this.column!), nullTexts, isNumberNull);
  }

  /** Parses what is not among the columns of integers, as these are parsed. */
  parse(marks: usize, rows: u32, notPlain: usize): bool {
    const list = this.list;
    if (list) return list.parse(marks, rows, notPlain);
    const textColumn = this.textColumn;
    return textColumn ? textColumn.parse(marks, rows, notPlain) : true;
  }

  /** Whether it has one text a row, and that of a row is no id. */
  isTextNotPlain(row: u32): bool {
    const textColumn = this.textColumn;
    return textColumn != null && load<u64>(textColumn.values + (<usize>row << 3)) == NOT_PLAIN;
  }

  /** Has the ids numbered for accumulators. */
  showNumbers(): void {
    if (this.isNumbered) return;
    this.isNumbered = true;
    this.firsts = allocate((<usize>MAX_ROWS + 1) << 2);
    this.numbers = allocate(MAX_LISTED << 2);
    this.numbered = allocate(MAX_LISTED << 3);
    if (this.list) this.noted = allocate((MAX_LISTED + 1) << 2);
  }

  /** The first of the rows [from, to) that may name an id that is wanted of a column (find.ts), or `to`. */
  firstWanted(column: u32, from: u32, to: u32): u32 {
    const list = this.list;
    if (list) {
      const end = list.firstIdOf(to);
      const id = firstWanted(column, list.ids, list.firstIdOf(from), end);
      return id == end ? to : load<u32>(list.rows + (<usize>id << 2));
    }
    const textColumn = this.textColumn;
    return firstWanted(column, textColumn ? textColumn.values : this.column!.values, from, to);
  }

  /** Counts the ids of rows that count. Lists have numbers, none is used again for another one; that of the window's first is told. */
  addRows(from: u32, to: u32, firstList: u64): void {
    const list = this.list;
    const textColumn = this.textColumn;
    if (textColumn) {
      this.numberTexts(textColumn.values, textColumn.bounds, from, to);
      this.numberColumn(textColumn.values, from, to, true);
      return;
    }
    if (list) {
      if (this.texts) {
        this.numberTexts(list.ids, list.bounds, list.firstIdOf(from), list.firstIdOf(to));
        this.numberLists(list, from, to, firstList, true);
      } else if (this.isNumbered) this.numberLists(list, from, to, firstList, false);
      else this.addLists(list.ids, list.rows, list.firstIdOf(from), list.firstIdOf(to), firstList);
      return;
    }
    const column = this.column!;
    if (this.isNumbered) {
      this.numberColumn(column.values, from, to, false);
      return;
    }
    for (let at = column.values + (<usize>from << 3), end = column.values + (<usize>to << 3); at < end; at += 8) {
      const id = load<u64>(at);
      if (id != NULL) this.add(id, 1);
    }
  }

  /** Counts ids of lists, each once however often its list names it. */
  private addLists(ids: usize, rows: usize, from: u32, to: u32, firstList: u64): void {
    const small = this.small;
    for (let n = from; n < to; n++) {
      const id = load<u64>(ids + (<usize>n << 3));
      const list = firstList + load<u32>(rows + (<usize>n << 2));
      const at = id < SMALL ? small + (<usize>id << 4) : this.wideCountOf(id);
      store<u64>(at, load<u64>(at) + <u64>(load<u64>(at, 8) != list));
      store<u64>(at, list, 8);
    }
  }

  /** Puts the numbers of texts where their hashes are. */
  private numberTexts(values: usize, bounds: usize, from: u32, to: u32): void {
    const texts = this.texts!;
    const first = <usize>from << 3;
    texts.numberAll(values + first, bounds + first, to - from);
    while (texts.size > this.capacity) this.grow();
  }

  /**
   * Counts ids of lists, and notes each once in a list. What is noted twice is written over, without a branch: see lists.ts. Of texts
   * the numbers are in the stead of the ids.
   */
  @inline
  private numberLists(list: IdList, from: u32, to: u32, firstList: u64, areTexts: bool): void {
    const start = list.firstIdOf(from);
    const end = list.firstIdOf(to);
    const ids = list.ids;
    const rows = list.rows;
    const numbers = this.numbers;
    const numbered = this.numbered;
    const noted = this.noted;
    let count: u32 = 0;
    for (let n = start; n < end; n++) {
      const id = load<u64>(ids + (<usize>n << 3));
      const listNumber = firstList + load<u32>(rows + (<usize>n << 2));
      const number = areTexts ? <u32>id : this.numberOf(id);
      const at = this.counts + (<usize>number << 4);
      const isNew = load<u64>(at, 8) != listNumber;
      store<u64>(at, load<u64>(at) + <u64>isNew);
      store<u64>(at, listNumber, 8);
      store<u32>(noted + (<usize>(n - start) << 2), count);
      store<u32>(numbers + (<usize>count << 2), number);
      store<u64>(numbered + (<usize>count << 3), id);
      count += <u32>isNew;
    }
    store<u32>(noted + (<usize>(end - start) << 2), count);
    let first = this.firsts;
    for (let row = from; row <= to; row++, first += 4) {
      store<u32>(first, load<u32>(noted + (<usize>(list.firstIdOf(row) - start) << 2)));
    }
  }

  /** The same of a column with one id a row, or NULL. */
  @inline
  private numberColumn(values: usize, from: u32, to: u32, areTexts: bool): void {
    let first = this.firsts;
    let count: u32 = 0;
    for (let row = from; row < to; row++, first += 4) {
      store<u32>(first, count);
      const id = load<u64>(values + (<usize>row << 3));
      if (id == NULL) continue;
      const number = areTexts ? <u32>id : this.numberOf(id);
      const at = this.counts + (<usize>number << 4);
      store<u64>(at, load<u64>(at) + 1);
      store<u32>(this.numbers + (<usize>count << 2), number);
      store<u64>(this.numbered + (<usize>count << 3), id);
      count++;
    }
    store<u32>(first, count);
  }

  /** Counts an id so many times. */
  @inline
  add(id: u64, count: u64): void {
    const at = id < SMALL && !this.isNumbered ? this.small + (<usize>id << 4) : this.wideCountOf(id);
    store<u64>(at, load<u64>(at) + count);
  }

  /** Counts an id that is a text so many times. Returns its number. */
  addText(from: usize, length: u32, count: u64): u32 {
    const number = this.texts!.numberOf(hashOf(from, length), from, length);
    if (number >= this.capacity) this.grow();
    const at = this.counts + (<usize>number << 4);
    store<u64>(at, load<u64>(at) + count);
    return number;
  }

  /** The number of an id, which has a count from now on. */
  @inline
  numberOf(id: u64): u32 {
    const number = this.table.numberOf(id);
    if (number >= this.capacity) this.grow();
    return number;
  }

  private wideCountOf(id: u64): usize {
    // First the number: the counts move when there are more of them.
    const number = this.numberOf(id);
    return this.counts + (<usize>number << 4);
  }

  private grow(): void {
    const larger = allocate(<usize>this.capacity << 5);
    memory.copy(larger, this.counts, <usize>this.capacity << 4);
    this.counts = larger;
    this.capacity <<= 1;
  }

  /** Moves the counts of small ids to where the host looks for all, and says how many ids there are. */
  numberAll(): u32 {
    const texts = this.texts;
    if (texts) return texts.size;
    for (let id: u64 = 0; id < SMALL; id++) {
      const at = this.small + (<usize>id << 4);
      const count = load<u64>(at);
      if (count == 0) continue;
      const total = this.wideCountOf(id);
      store<u64>(total, load<u64>(total) + count);
      store<u64>(at, 0);
    }
    return this.table.size;
  }

  get idsAt(): usize {
    return this.table.ids;
  }
  get textsAt(): usize {
    return this.texts!.texts;
  }
  /** The number of a text that may have none: -1 then. */
  findText(from: usize, length: u32): i32 {
    return this.texts!.find(from, length);
  }
  get countsAt(): usize {
    return this.counts;
  }
}

export let references: u32 = 0;
const all = memory.data(4 * MAX_REFERENCES, 16);

@inline
export function referenceAt(index: u32): Reference {
  return changetype<Reference>(<usize>load<u32>(all + (<usize>index << 2)));
}

/** Adds a column of one id a row, which may be none where it is optional, or of lists of them; after the slots, before `initialise`. */
export function addReference(position: u32, isList: bool, areTexts: bool, isOptional: bool): void {
  const reference = changetype<Reference>(allocate(offsetof<Reference>()));
  reference.initialise(position, isList, areTexts, isOptional);
  store<u32>(all + (<usize>references << 2), <u32>changetype<usize>(reference));
  references++;
}

/** Says where a reference is in the file that comes next. */
export function placeReference(reference: u32, position: u32): void {
  referenceAt(reference).place(position);
}

/** Has accumulators see the ids of a reference, with their numbers. */
export function showReference(reference: u32): void {
  referenceAt(reference).showNumbers();
}

/** For the host, of a reference that accumulators see: addresses of what was noted of the rows that were added last. */
export function idFirsts(reference: u32): usize {
  return referenceAt(reference).firsts;
}
export function idNumbers(reference: u32): usize {
  return referenceAt(reference).numbers;
}
export function numberedIds(reference: u32): usize {
  return referenceAt(reference).numbered;
}
/** The number of an id that has one. */
export function numberOfReferenced(reference: u32, id: u64): u32 {
  return referenceAt(reference).numberOf(id);
}
export function numberOfReferencedText(reference: u32, from: usize, length: u32): u32 {
  return referenceAt(reference).addText(from, length, 0);
}
/** The number of a text, or -1 when it has none. */
export function findReferencedText(reference: u32, from: usize, length: u32): i32 {
  return referenceAt(reference).findText(from, length);
}

/** Says which texts stand for no id in a reference of one id that may be empty, and whether one of them may be a number in digits. */
export function setReferenceNulls(reference: u32, nullTexts: usize, isNumberNull: bool): void {
  referenceAt(reference).setNullTexts(nullTexts, isNumberNull);
}

/** For the host, of each reference: number of its ids, which comes first; addresses of the ids and their counts. */
export function referencedCount(reference: u32): u32 {
  return referenceAt(reference).numberAll();
}
export function referencedIds(reference: u32): usize {
  return referenceAt(reference).idsAt;
}
/** Of ids that are texts, where they are: address and length of each, four bytes each. */
export function referencedTexts(reference: u32): usize {
  return referenceAt(reference).textsAt;
}
export function referencedCounts(reference: u32): usize {
  return referenceAt(reference).countsAt;
}
