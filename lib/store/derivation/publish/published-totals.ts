import type { ChunkKeys } from '../stage/staged-rows.ts';

/** What the events of an input add up to, as array literals of the same length. */
export interface TotalsArrays {
  /** Keys of the entity. */
  readonly owners: string;
  /** How many events each has. */
  readonly events: string;
  /** A value for each, for each slot. */
  readonly slots: readonly string[];
  /** A value for each, for each that follows from an aggregate. */
  readonly values: readonly string[];
}

/** What rows of a reference are looked up for, as array literals of the same length. */
export interface LookupArrays {
  readonly keys: string;
  readonly values: string;
}

/** What is published besides the rows of the stage. */
export interface PublishedTotals {
  /** A text that stands for all of it. */
  readonly digest: string;
  /** The totals of each input of events, in the order of the model. They are only made when they are asked for. */
  arrays(): readonly TotalsArrays[];
  /**
   * The totals of the rows of a chunk, in their order: for each input of events, in the order of the model, the numbers of
   * events, the slots and the values, as array literals; NULL for a row without events.
   *
   * @throws Error when there are not as many keys as rows
   */
  beside(chunk: Pick<ChunkKeys, 'rows' | 'keys'>): readonly string[];
  /** For each column that is looked up, in the order of lookedUpColumns, two array literals: its keys and its values. */
  readonly lookups: readonly string[];
}

/** All of it as array literals, in the order of the parameters of sourceRows. */
export function literalsOf({ arrays, lookups }: Pick<PublishedTotals, 'arrays' | 'lookups'>): string[] {
  const totals = arrays().flatMap(({ owners, events, slots, values }) => [
    owners,
    events,
    ...slots,
    ...values,
  ]);
  return [...totals, ...lookups];
}
