/**
 * Rows of events that count, as columns: what the kernel has in memory after a window, or what the careful path gathered. Valid
 * during the call only. Rows are told by position, owners and listed ids by number: both are counted from 0 in the order in
 * which this reader met them, so that ids of any type cost the same.
 */
export interface RowBatch {
  readonly size: number;
  /** The number of each row's owner. */
  readonly owners: NumberColumn;
  /** The values of an integer column. */
  integers(column: string): IntegerValues;
  /** The ids of a column of one id, or of lists: each id once in a list. */
  ids(column: string): IdValues;
}

/** Unsigned 32-bit numbers, one for each row, at `stride * row`. */
export interface NumberColumn {
  readonly words: Uint32Array;
  readonly stride: number;
}

/** 64-bit values, as two halves of 32 bits, so that no BigInt is made: low at `2 * row`, high after it. */
export interface IntegerValues {
  readonly words: Uint32Array;
  /** A byte for each row that is not 0 where the value is NULL; undefined where none can be. */
  readonly nulls: Uint8Array | undefined;
}

/** Ids of a row: those at `first[row]` up to `first[row + 1]`. */
export interface IdValues {
  readonly first: Uint32Array;
  /** The number of each id. */
  readonly numbers: Uint32Array;
  /** The ids themselves, as halves: low at `2 * index`, high after it. Of ids that are texts there is nothing in it. */
  readonly words: Uint32Array;
  /** Of ids that are texts, the number of one; -1 when no row named it so far. Of others there is none. */
  readonly find?: (text: string) => number;
}

/**
 * What an accumulator came to, as columns: plain data that travels between threads, and into a partial. Entries are in
 * ascending order of the owner's number, those of one owner in that of the id's number. An owner of which there is nothing to
 * say has no entry, so that the same rows come to the same state, however they were read.
 */
export interface AccumulatorState {
  /** For each entry its owner's number. */
  readonly owners: Uint32Array;
  /** For each entry the number of an id of `column`; undefined for what has one entry for each owner. */
  readonly ids?: { readonly column: string; readonly numbers: Uint32Array };
  /** For each entry its value, by name. */
  readonly values: Readonly<Record<string, Uint32Array | BigUint64Array>>;
}

/** From the numbers of one reader to those of another, or to places in a sorted list. */
export interface NumberMaps {
  readonly owners: Uint32Array;
  ids(column: string): Uint32Array;
}

/** Accumulates what no slot can hold: initialise, update, combine, as DuckDB's aggregate functions do. */
export interface Accumulator {
  /** Takes rows. */
  add(rows: RowBatch): void;
  /** Takes what another one came to, of other rows. It costs least where the maps keep the order. */
  combine(other: AccumulatorState, maps: NumberMaps): void;
  /**
   * All that it came to. It may go on after that.
   *
   * @param maps gives the state in other numbers than its own, for no more than without them
   */
  state(maps?: NumberMaps): AccumulatorState;
  /** Bytes that it takes at most, while it is put in order as well: for the limit that keeps a run from being killed. */
  readonly bytes: number;
}
