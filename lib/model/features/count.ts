import { type InputHandle, inputOf } from '../declaration/define-inputs.ts';
import type { Filtered } from '../filters/filter.ts';
import { filterOf } from '../filters/filter-option.ts';
import { type Feature, NOTHING_NEEDED } from './feature.ts';
import { filteredRows } from './filtered.ts';

/**
 * Number of a row's events, or of those that a filter lets through; 0 without any.
 *
 * @throws TypeError for what is no input of events, which does not compile where its type is known
 */
export function count<Input extends string>(
  events: InputHandle<'events', unknown, Input>,
  options: Filtered<NoInfer<Input>> = {},
): Feature {
  const where = filterOf('count', options);
  const input = inputOf(events);
  // A column is no input, and an entity has none of its own: neither compiles, but a model is built without types.
  if (input?.kind !== 'events') {
    throw new TypeError(
      'count takes an input of events, as in count(orders), not a column and not another kind of input',
    );
  }
  const { name, key } = input;
  const feature = { ...NOTHING_NEEDED, sqlType: 'bigint', reads: [key] } as const;
  if (!where) {
    return { ...feature, sql: (names) => `coalesce(${names.rows(name)}, 0)` };
  }
  const value = filteredRows(name, where);
  return { ...feature, values: [value], sql: (names) => `coalesce(${names.value(value)}, 0)` };
}
