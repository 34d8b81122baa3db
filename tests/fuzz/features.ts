import type { Column } from '../../lib/model/columns.ts';
import type { InputHandle } from '../../lib/model/declaration/define-inputs.ts';
import {
  and,
  atLeast,
  atMost,
  count,
  distinct,
  equals,
  lookup,
  max,
  mean,
  min,
  mostUsed,
  not,
  or,
  sum,
} from '../../lib/model/declare.ts';
import type { Feature, IdColumn, NumericColumn } from '../../lib/model/features/feature.ts';
import type { Filter } from '../../lib/model/filters/filter.ts';
import { type Id, idKindOf } from '../../lib/model/id-types.ts';
import { includesAny } from '../support/includes-any.ts';
import type { DeclaredFeature, DeclaredFilter } from './declared.ts';

/** The events that made-up features are of. */
export interface FeaturedEvents {
  readonly handle: InputHandle<'events'>;
  /** All by name. */
  readonly integers: Readonly<Record<string, NumericColumn>>;
  readonly ids: Readonly<Record<string, IdColumn>>;
  readonly lookedUp: Readonly<
    Record<string, Column<'reference', 'id' | 'textId' | 'integer' | 'date' | 'text'>>
  >;
}

/** A made-up feature as production is told it. */
export function featureOf(
  { kind, column, where, wanted = '' }: DeclaredFeature,
  events: FeaturedEvents,
): Feature {
  const filtered = where ? { where: filterOf(where, events) } : {};
  switch (kind) {
    case 'count':
      return count(events.handle, filtered);
    case 'sum':
      return sum(named(events.integers, column), filtered);
    case 'min':
      return min(named(events.integers, column), filtered);
    case 'max':
      return max(named(events.integers, column), filtered);
    case 'mean':
      return mean(named(events.integers, column), filtered);
    case 'distinct':
      return distinct(named(events.ids, column), filtered);
    case 'mostUsed':
      return mostUsed(named(events.ids, column), filtered);
    case 'allMostUsed':
      return mostUsed(named(events.ids, column), { ...filtered, ties: 'all' });
    case 'lookup':
      return lookup(mostUsed(named(events.ids, column), filtered), named(events.lookedUp, wanted));
  }
}

function filterOf(filter: DeclaredFilter, events: FeaturedEvents): Filter {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const [one, other] = filter.filters;
      return (filter.op === 'and' ? and : or)(filterOf(one, events), filterOf(other, events));
    }
    case 'not':
      return not(filterOf(filter.filter, events));
    case 'atLeast':
      return atLeast(named(events.integers, filter.column), BigInt(filter.number));
    case 'atMost':
      return atMost(named(events.integers, filter.column), BigInt(filter.number));
    case 'includes':
      return includesAny(named(events.ids, filter.column), wantedId(filter, events));
    case 'equals': {
      const integer = events.integers[filter.column];
      return integer
        ? equals(integer, BigInt(filter.number))
        : includesAny(named(events.ids, filter.column), wantedId(filter, events));
    }
  }
}

/** The id that a filter looks for, which is declared as a text. */
function wantedId({ column, number }: { column: string; number: string }, { ids }: FeaturedEvents): Id {
  return idKindOf(named(ids, column).type) === 'texts' ? number : BigInt(number);
}

function named<C>(columns: Readonly<Record<string, C>>, name: string): C {
  const column = columns[name];
  if (!column) {
    throw new Error(`the model of this case has no column ${name}`);
  }
  return column;
}
