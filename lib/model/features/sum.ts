import type { Filtered } from '../filters/filter.ts';
import { filterOf } from '../filters/filter-option.ts';
import { type Feature, type IntegerColumn, NOTHING_NEEDED } from './feature.ts';
import { filteredSlot } from './filtered.ts';
import { refuseUnfit } from './fitting-column.ts';

/**
 * Total of an integer column over a row's events, or over those that a filter lets through, exact; 0 without any.
 *
 * @throws TypeError for another column, which does not compile where the types of columns are known
 */
export function sum<Input extends string>(
  column: IntegerColumn<Input>,
  options: Filtered<NoInfer<Input>> = {},
): Feature {
  const where = filterOf('sum', options);
  refuseUnfit('sum', column, 'events', ['integer']);
  if (where) {
    const value = filteredSlot('sum', column, where);
    const sql: Feature['sql'] = (names) => `coalesce(${names.value(value)}, 0)`;
    return { ...NOTHING_NEEDED, sqlType: 'bigint', values: [value], sql };
  }
  const slot = { kind: 'sum', column } as const;
  const sql: Feature['sql'] = (names) => `coalesce(${names.slot(slot)}, 0)`;
  return { ...NOTHING_NEEDED, sqlType: 'bigint', slots: [slot], sql };
}
