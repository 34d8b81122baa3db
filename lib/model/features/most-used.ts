import { firstEntries, idsOf, numbersOf } from '../accumulators/state-columns.ts';
import type { Filtered } from '../filters/filter.ts';
import { filterOf } from '../filters/filter-option.ts';
import { type Id, idKindOf } from '../id-types.ts';
import type { AccumulatorState } from './accumulator.ts';
import { type AggregateValue, type Feature, type IdColumn, type IdFeature, valueFeature } from './feature.ts';
import { idCounts } from './id-counts.ts';

/** What becomes of several ids that are in equally many events: the lowest is taken, or all of them. */
const TIES = ['lowest', 'all'] as const;
export type Ties = (typeof TIES)[number];

/**
 * The id of a column of ids, or of lists of them, that is in most of a row's events; NULL without any. A list has each id
 * once, however often it is written there. With a filter, of the events that it lets through.
 *
 * Of several that are in equally many the lowest is taken; with `ties: 'all'` the value is a JSON list of all, in ascending
 * order, also of one alone.
 *
 * @throws TypeError for a column that references nothing, or is whose row it is
 */
export function mostUsed<Input extends string, Target extends string>(
  list: IdColumn<Input, Target>,
  options?: Filtered<NoInfer<Input>> & { readonly ties?: 'lowest' },
): IdFeature<Input, Target>;
export function mostUsed<Input extends string>(
  list: IdColumn<Input>,
  options: Filtered<NoInfer<Input>> & { readonly ties: 'all' },
): Feature;
export function mostUsed(list: IdColumn, options: Filtered & { readonly ties?: Ties } = {}): Feature {
  const where = filterOf('mostUsed', options, ['ties']);
  const { ties = 'lowest' } = options;
  if (!TIES.includes(ties)) {
    throw new TypeError(`mostUsed(…, { ties: '${ties}' }): ties must be ${TIES.join(' or ')}`);
  }
  const { aggregate, name } = idCounts('mostUsed', list, where);
  const kind = idKindOf(list.type);
  if (ties === 'all') {
    const all: AggregateValue = { id: name('allMostUsed'), aggregate, sqlType: 'jsonb', finish: jsonOfAll };
    return { ...valueFeature(all), listOf: kind };
  }
  const sqlType = kind === 'texts' ? 'text' : 'bigint';
  const value: AggregateValue = { id: name('mostUsed'), aggregate, sqlType, finish: lowest };
  const feature: IdFeature = { ...valueFeature(value), value, column: list };
  return feature;
}

const lowest: AggregateValue['finish'] = (state, { idOf }) => {
  const { column, numbers, counts, first } = pairsOf(state);
  return (owner) => {
    const end = first[owner + 1] ?? 0;
    let entry = first[owner] ?? 0;
    if (entry >= end) {
      return null;
    }
    let most = entry;
    for (entry += 1; entry < end; entry++) {
      if ((counts[entry] as number) > (counts[most] as number)) {
        most = entry;
      }
    }
    return idOf(column, numbers[most] as number);
  };
};

const jsonOfAll: AggregateValue['finish'] = (state, { idOf }) => {
  const { column, numbers, counts, first } = pairsOf(state);
  return (owner) => {
    const [from, end] = [first[owner] ?? 0, first[owner + 1] ?? 0];
    const most = counts.subarray(from, end).reduce((one, other) => Math.max(one, other), 0);
    const ids: Id[] = [];
    for (let entry = from; entry < end; entry++) {
      if (counts[entry] === most) {
        ids.push(idOf(column, numbers[entry] as number));
      }
    }
    return ids.length > 0 ? `[${ids.map(jsonOf).join(',')}]` : null;
  };
};

/** @throws Error when the state is that of another aggregate */
function pairsOf(state: AccumulatorState) {
  const counts = numbersOf(state, 'counts');
  const { column, numbers } = idsOf(state);
  return { column, numbers, counts, first: firstEntries(state) };
}

/** An id in a JSON list: a number there, however large, or a text. */
const jsonOf = (id: Id): string => (typeof id === 'bigint' ? String(id) : JSON.stringify(id));
