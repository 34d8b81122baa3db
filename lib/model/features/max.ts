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

/** Greatest value of an integer column over a row's events, or over those that a filter lets through; NULL without any. */
export function max<Input extends string>(
  column: IntegerColumn<Input>,
  { where }: Filtered<NoInfer<Input>> = {},
): Feature {
  if (where) {
    return valueFeature(filteredSlot('max', column, where));
  }
  const slot = { kind: 'max', column } as const;
  return {
    ...NOTHING_NEEDED,
    sqlType: 'bigint',
    slots: [slot, ...countOf(column)],
    sql: (names) => unlessEmpty(column, names, names.slot(slot)),
  };
}
