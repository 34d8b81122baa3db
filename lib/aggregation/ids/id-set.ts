import type { Id } from '../../model/id-types.ts';
import type { SortedIds } from './sorted-ids.ts';

/** A set of ids of one kind that numbers them 0, 1, 2 … in the order in which they were added. */
export interface IdSet {
  /** How many there are. */
  readonly size: number;
  /** The number of an id. It was known before if that number is less than the size before the call. @throws TypeError for one of another kind */
  add(id: Id): number;
  /** The same of the id in `bytes[from, to)`; -1 when that is none in its common form, and then nothing is added. */
  addBytes(bytes: Uint8Array, from: number, to: number): number;
  /**
   * Adds the ids of rows [from, to), whose bytes begin and end where `bounds` says, two numbers a row, up to the first that is known
   * already, or that is none in its common form.
   *
   * @returns the row of that one, or `to`
   */
  addNew(bytes: Uint8Array, bounds: Uint32Array, from: number, to: number): number;
  /** Whether an id was added. */
  has(id: Id): boolean;
  /** The numbers of all ids, in ascending order of the ids. */
  sortedIndexes(): Uint32Array;
  /** All ids in ascending order, as a copy. */
  sorted(): SortedIds;
}

/** Adds an id to those that there are. False when it is there already: the row is a repetition. */
export function addNew(ids: IdSet, id: Id): boolean {
  const known = ids.size;
  return ids.add(id) === known;
}
