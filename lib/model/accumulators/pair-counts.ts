import type { Accumulator, AccumulatorState, NumberMaps, RowBatch } from '../features/accumulator.ts';
import { type Filter, TRUE } from '../filters/filter.ts';
import { OWNER_BITS, PairList } from './pair-list.ts';
import { Selection } from './selection.ts';
import { ENTRY, freeRoom } from './sort-entries.ts';
import { idsOf, numbersOf } from './state-columns.ts';

/** In how many rows of each owner each id is, of a column of ids. */
export class PairCounts implements Accumulator {
  readonly #column: string;
  readonly #selection: Selection;
  /** One list for as many owners as a pass of its sort tells apart. */
  readonly #lists: PairList[] = [];

  constructor(where: Filter | undefined, column: string) {
    this.#column = column;
    this.#selection = new Selection(where);
  }

  add(rows: RowBatch): void {
    const truth = this.#selection.of(rows);
    const { first, numbers } = rows.ids(this.#column);
    const { words: owners, stride } = rows.owners;
    for (let row = 0; row < rows.size; row++) {
      if (truth[row] !== TRUE) {
        continue;
      }
      const owner = owners[stride * row] as number;
      const list = this.#listOf(owner);
      const end = first[row + 1] as number;
      for (let index = first[row] as number; index < end; index++) {
        list.push(owner, numbers[index] as number, 1);
      }
    }
  }

  combine(other: AccumulatorState, maps: NumberMaps): void {
    const ids = maps.ids(this.#column);
    const { numbers } = idsOf(other);
    const counts = numbersOf(other, 'counts');
    for (let entry = 0; entry < counts.length; entry++) {
      const owner = maps.owners[other.owners[entry] as number] as number;
      this.#listOf(owner).push(owner, ids[numbers[entry] as number] as number, counts[entry] as number);
    }
  }

  state(maps?: NumberMaps): AccumulatorState {
    const lists = maps ? this.#mapped(maps) : this.#lists;
    for (const list of lists) {
      list.order();
    }
    freeRoom();
    return columnsOf(lists, this.#column);
  }

  get bytes(): number {
    return this.#lists.reduce((sum, { entries }) => sum + entries.byteLength, 0);
  }

  #listOf(owner: number): PairList {
    const index = owner >>> OWNER_BITS;
    const list = this.#lists[index];
    if (list) {
      return list;
    }
    // Without holes, through which an array is looked up more slowly.
    while (this.#lists.length <= index) {
      this.#lists.push(new PairList());
    }
    return this.#lists[index] as PairList;
  }

  /** The same pairs in other numbers. */
  #mapped(maps: NumberMaps): readonly PairList[] {
    const mapped = new PairCounts(undefined, this.#column);
    const ids = maps.ids(this.#column);
    for (const { entries, end } of this.#lists) {
      for (let at = 0; at < end; at += ENTRY) {
        const owner = maps.owners[entries[at] as number] as number;
        mapped
          .#listOf(owner)
          .push(owner, ids[entries[at + 1] as number] as number, entries[at + 2] as number);
      }
    }
    return mapped.#lists;
  }
}

/** Lists that are in order as columns. */
function columnsOf(lists: readonly PairList[], column: string): AccumulatorState {
  const size = lists.reduce((sum, { end }) => sum + end, 0) / ENTRY;
  const [owners, numbers, counts] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  let entry = 0;
  for (const { entries, end } of lists) {
    for (let at = 0; at < end; at += ENTRY) {
      owners[entry] = entries[at] as number;
      numbers[entry] = entries[at + 1] as number;
      counts[entry] = entries[at + 2] as number;
      entry++;
    }
  }
  return { owners, ids: { column, numbers }, values: { counts } };
}
