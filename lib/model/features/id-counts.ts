import { PairCounts } from '../accumulators/pair-counts.ts';
import { type Filter, refuseOtherEvents } from '../filters/filter.ts';
import { ID_TYPES } from '../id-types.ts';
import type { Aggregate, IdColumn } from './feature.ts';
import { refuseUnfit } from './fitting-column.ts';
import { refuseUnnumbered } from './numbered.ts';

/** What the features over the ids of a column share, and what they are called. */
export interface IdCounts {
  readonly aggregate: Aggregate;
  /** What a value that follows from it is called: `distinct(product_ids)`. */
  name(kind: string): string;
}

/**
 * In how many events each id of a column is.
 *
 * @throws TypeError for a column of other values than ids, or of ids that nobody numbers, and for a filter over other events
 */
export function idCounts(kind: string, column: IdColumn, where: Filter | undefined): IdCounts {
  refuseUnfit(kind, column, 'events', ID_TYPES);
  const { input: events, name } = column;
  refuseUnnumbered(`${kind}(${name})`, column);
  refuseOtherEvents(`${kind}(${name})`, events, where);
  const filter = where ? `[${where.id}]` : '';
  return {
    aggregate: {
      id: `counts:${name}${filter}`,
      events,
      reads: [column, ...(where?.reads ?? [])],
      create: () => new PairCounts(where, name),
    },
    name: (own) => `${own}(${name})${filter}`,
  };
}
