import type { AccumulatorState } from '../../model/features/accumulator.ts';
import type { SortedIds } from '../ids/sorted-ids.ts';
import type { RangeColumns } from './id-columns.ts';
import type { Integers } from './integers.ts';

/** What events add up to, column by column: for each owner, and for each id that they name. */
export interface Totals {
  /** The owners that have events, in ascending order. */
  readonly owners: SortedIds;
  /** How many events each has. */
  readonly events: Integers;
  /** For each slot of the plan the value of each owner. Sums are exact, and may need four words. */
  readonly slots: readonly Integers[];
  /** For each column of ids that is read (`columnsRead`): those that reference another input, then others that aggregates need. */
  readonly references: readonly NamedIds[];
  /**
   * What the aggregates of the plan came to, in its order. Numbers are positions here: of an owner among `owners`, of an id
   * among all of its column.
   */
  readonly accumulated: readonly AccumulatorState[];
}

/** The ids that a column names, in ascending order, and in how many events each is named. */
export interface NamedIds {
  readonly ids: SortedIds;
  readonly counts: Integers;
}

/** What the events of a slice add up to. */
export interface EventTotals extends Totals {
  /** Ids of the events that count; of ids that are texts their hashes, each once. */
  idRanges(): Iterable<RangeColumns>;
}
