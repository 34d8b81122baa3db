import type { Filtered } from '../filters/filter.ts';
import {
  countOf,
  type Feature,
  type IntegerColumn,
  NOTHING_NEEDED,
  unlessEmpty,
  valueFeature,
} from './feature.ts';
import { filteredSlot } from './filtered.ts';

/** Least value of an integer column over a row's events, or over those that a filter lets through; NULL without any. */
export function min<Input extends string>(
  column: IntegerColumn<Input>,
  { where }: Filtered<NoInfer<Input>> = {},
): Feature {
  if (where) {
    return valueFeature(filteredSlot('min', column, where));
  }
  const slot = { kind: 'min', column } as const;
  return {
    ...NOTHING_NEEDED,
    sqlType: 'bigint',
    slots: [slot, ...countOf(column)],
    sql: (names) => unlessEmpty(column, names, names.slot(slot)),
  };
}
