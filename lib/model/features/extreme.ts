import type { Filter } from '../filters/filter.ts';
import {
  countOf,
  type Feature,
  inUnits,
  NOTHING_NEEDED,
  NUMBER_TYPES,
  type NumericColumn,
  sqlTypeOfTotal,
  unlessEmpty,
} from './feature.ts';
import { filteredSlot } from './filtered.ts';
import { refuseUnfit } from './fitting-column.ts';

/** What `min` and `max` have in common: NULL without any value. @throws TypeError for a column that is none of integers or decimals of events */
export function extreme(kind: 'min' | 'max', column: NumericColumn, where: Filter | undefined): Feature {
  refuseUnfit(kind, column, 'events', NUMBER_TYPES);
  const sqlType = sqlTypeOfTotal(column);
  if (where) {
    const value = filteredSlot(kind, column, where);
    return {
      ...NOTHING_NEEDED,
      sqlType,
      values: [value],
      sql: (names) => inUnits(column, names.value(value)),
    };
  }
  const slot = { kind, column };
  return {
    ...NOTHING_NEEDED,
    sqlType,
    slots: [slot, ...countOf(column)],
    sql: (names) => unlessEmpty(column, names, inUnits(column, names.slot(slot))),
  };
}
