import type { Id, IdKind } from '../../model/id-types.ts';
import type { ColumnChunk } from '../partial/column-chunks.ts';

/**
 * Ids in ascending order, each once: numbers by their value, texts byte by byte. What a kind of ids is to all that adds up,
 * merges and stores is said here; a new kind is a file like integer-ids.ts and text-ids.ts, and a line in id-kinds.ts.
 */
export interface SortedIds extends Iterable<Id> {
  readonly kind: IdKind;
  /** How many there are. */
  readonly size: number;
  /** The id at a position, counted from 0. */
  at(position: number): Id;
  /**
   * All ids of both, each once; one of the two itself where it has all.
   *
   * @throws Error for ids of another kind
   */
  union(other: SortedIds): SortedIds;
  /**
   * For each id here its position in another list; -1 where that has it not.
   *
   * @throws Error for ids of another kind
   */
  positionsIn(others: SortedIds): Int32Array;
  /** As chunks of a column of a partial. */
  encode(column: string): Iterable<ColumnChunk>;
  /** Writes the id at a position. */
  writeTo(writer: IdWriter, position: number): void;
  /** All that they are, as it is in memory: the same of the same ids. */
  readonly memory: readonly ArrayBufferView[];
}

/** What ids are written to, such as an array for a database: a method for each form that ids have in memory. */
export interface IdWriter {
  /** A whole number of two words. */
  addWords(low: number, high: number): void;
  /** The text `bytes[from, to)`, in UTF-8. */
  addText(bytes: Uint8Array, from: number, to: number): void;
}

/**
 * For each of some ids its position in a list that has all of them.
 *
 * @throws Error naming one that is not there: the list is not of all
 */
export function positionsAmong(all: SortedIds, some: SortedIds): Uint32Array {
  const positions = some.positionsIn(all);
  const missing = positions.indexOf(-1);
  if (missing >= 0) {
    throw new Error(`the id ${some.at(missing)} is not in the list it was taken from`);
  }
  return new Uint32Array(positions.buffer, positions.byteOffset, positions.length);
}

/** @throws Error, since ids of one column are all of one kind */
export function otherKind(own: IdKind, other: IdKind): never {
  throw new Error(
    `ids are ${own} in one part and ${other} in another: the model changed during the run, start a new run`,
  );
}
