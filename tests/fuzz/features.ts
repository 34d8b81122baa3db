import type { Column } from '../../lib/model/columns.ts';
import {
  and,
  atLeast,
  atMost,
  count,
  distinct,
  equals,
  includes,
  max,
  min,
  mostUsed,
  not,
  or,
  sum,
} from '../../lib/model/declare.ts';
import type { InputHandle } from '../../lib/model/define-inputs.ts';
import type { Feature, IdColumn, IntegerColumn } from '../../lib/model/features/feature.ts';
import type { Filter } from '../../lib/model/filters/filter.ts';
import type { DeclaredFeature, DeclaredFilter } from './declared.ts';

/** The events that made-up features are of. */
export interface FeaturedEvents {
  readonly handle: InputHandle<'events'>;
  readonly runTime: Column<'events', 'integer'>;
  /** By name. */
  readonly ids: Readonly<Record<string, IdColumn>>;
}

/** A made-up feature as production is told it. */
export function featureOf({ kind, column, where }: DeclaredFeature, events: FeaturedEvents): Feature {
  const filtered = where ? { where: filterOf(where, events) } : {};
  switch (kind) {
    case 'count':
      return count(events.handle, filtered);
    case 'sum':
      return sum(events.runTime, filtered);
    case 'min':
      return min(events.runTime, filtered);
    case 'max':
      return max(events.runTime, filtered);
    case 'distinct':
      return distinct(idsNamed(column, events), filtered);
    case 'mostUsed':
      return mostUsed(idsNamed(column, events), filtered);
    case 'allMostUsed':
      return mostUsed(idsNamed(column, events), { ...filtered, ties: 'all' });
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
      return atLeast(events.runTime, BigInt(filter.number));
    case 'atMost':
      return atMost(events.runTime, BigInt(filter.number));
    case 'includes':
      return includes(idsNamed(filter.column, events), BigInt(filter.number));
    case 'equals':
      return equals(oneValue(filter.column, events), BigInt(filter.number));
  }
}

function oneValue(
  name: string,
  events: FeaturedEvents,
): IntegerColumn | (IdColumn & { readonly type: 'id' }) {
  if (name === events.runTime.name) {
    return events.runTime;
  }
  const column = idsNamed(name, events);
  if (column.type !== 'id') {
    throw new Error(`${name} has lists`);
  }
  return column;
}

function idsNamed(name: string, { ids }: FeaturedEvents): IdColumn {
  const column = ids[name];
  if (!column) {
    throw new Error(`the model of this case has no ids ${name}`);
  }
  return column;
}
