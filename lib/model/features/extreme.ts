import type { Filter } from '../filters/filter.ts';
import {
  countOf,
  type Feature,
  type IntegerColumn,
  NOTHING_NEEDED,
  unlessEmpty,
  valueFeature,
} from './feature.ts';
import { filteredSlot } from './filtered.ts';

/** What `min` and `max` have in common: NULL without any value. */
export function extreme(kind: 'min' | 'max', column: IntegerColumn, where: Filter | undefined): Feature {
  if (where) {
    return valueFeature(filteredSlot(kind, column, where));
  }
  const slot = { kind, column };
  return {
    ...NOTHING_NEEDED,
    sqlType: 'bigint',
    slots: [slot, ...countOf(column)],
    sql: (names) => unlessEmpty(column, names, names.slot(slot)),
  };
}
