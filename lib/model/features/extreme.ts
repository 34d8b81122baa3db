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
import { refuseUnfit } from './fitting-column.ts';

/** What `min` and `max` have in common: NULL without any value. @throws TypeError for a column that is none of integers of events */
export function extreme(kind: 'min' | 'max', column: IntegerColumn, where: Filter | undefined): Feature {
  refuseUnfit(kind, column, 'events', ['integer']);
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
