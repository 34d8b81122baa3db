import type { Filtered } from '../filters/filter.ts';
import { filterOf } from '../filters/filter-option.ts';
import {
  type Feature,
  inUnits,
  NOTHING_NEEDED,
  NUMBER_TYPES,
  type NumericColumn,
  sqlTypeOfTotal,
} from './feature.ts';
import { filteredSlot } from './filtered.ts';
import { refuseUnfit } from './fitting-column.ts';

/**
 * Total of a column of integers or decimals over a row's events, or over those that a filter lets through, exact; 0 without any.
 *
 * @throws TypeError for another column, which does not compile where the types of columns are known
 */
export function sum<Input extends string>(
  column: NumericColumn<Input>,
  options: Filtered<NoInfer<Input>> = {},
): Feature {
  const where = filterOf('sum', options);
  refuseUnfit('sum', column, 'events', NUMBER_TYPES);
  const sqlType = sqlTypeOfTotal(column);
  const orZero = (total: string) => inUnits(column, `coalesce(${total}, 0)`);
  if (where) {
    const value = filteredSlot('sum', column, where);
    return { ...NOTHING_NEEDED, sqlType, values: [value], sql: (names) => orZero(names.value(value)) };
  }
  const slot = { kind: 'sum', column } as const;
  return { ...NOTHING_NEEDED, sqlType, slots: [slot], sql: (names) => orZero(names.slot(slot)) };
}
