import { firstEntries } from '../accumulators/state-columns.ts';
import type { Filtered } from '../filters/filter.ts';
import { filterOf } from '../filters/filter-option.ts';
import { type AggregateValue, type Feature, type IdColumn, NOTHING_NEEDED } from './feature.ts';
import { idCounts } from './id-counts.ts';

/**
 * How many different ids a column of ids, or of lists of them, has in a row's events; 0 without any. With a filter, in those
 * that it lets through.
 *
 * @throws TypeError for a column that references nothing, or is whose row it is
 */
export function distinct<Input extends string>(
  list: IdColumn<Input>,
  options: Filtered<NoInfer<Input>> = {},
): Feature {
  const where = filterOf('distinct', options);
  const { aggregate, name } = idCounts('distinct', list, where);
  const value: AggregateValue = {
    id: name('distinct'),
    aggregate,
    sqlType: 'bigint',
    finish(state) {
      const first = firstEntries(state);
      return (owner) => {
        const [from, end] = [first[owner] ?? 0, first[owner + 1] ?? 0];
        return from < end ? end - from : null;
      };
    },
  };
  return {
    ...NOTHING_NEEDED,
    sqlType: 'bigint',
    values: [value],
    sql: (names) => `coalesce(${names.value(value)}, 0)`,
  };
}
