import type { Filter, Filtered } from '../filters/filter.ts';
import { filterOf } from '../filters/filter-option.ts';
import {
  countOf,
  type Feature,
  inUnits,
  NOTHING_NEEDED,
  NUMBER_TYPES,
  type NumericColumn,
  unlessEmpty,
} from './feature.ts';
import { filteredRows, filteredSlot } from './filtered.ts';
import { refuseUnfit } from './fitting-column.ts';

/**
 * Arithmetic mean of a column of integers or decimals over a row's events, or over those that a filter lets through, as a double; NULL
 * without any.
 *
 * @throws TypeError for another column, which does not compile where the types of columns are known
 */
export function mean<Input extends string>(
  column: NumericColumn<Input>,
  options: Filtered<NoInfer<Input>> = {},
): Feature {
  const where = filterOf('mean', options);
  refuseUnfit('mean', column, 'events', NUMBER_TYPES);
  return where ? filteredMean(column, where) : meanOfSlots(column);
}

function meanOfSlots(column: NumericColumn): Feature {
  const slot = { kind: 'sum', column } as const;
  const [count] = countOf(column);
  return {
    ...NOTHING_NEEDED,
    sqlType: 'double precision',
    slots: count ? [slot, count] : [slot],
    sql: (names) => {
      const divisor = count ? names.slot(count) : names.rows(column.input);
      return unlessEmpty(column, names, quotient(inUnits(column, names.slot(slot)), divisor));
    },
  };
}

function filteredMean(column: NumericColumn, where: Filter): Feature {
  const sum = filteredSlot('sum', column, where);
  const count = column.optional ? filteredSlot('count', column, where) : filteredRows(column.input, where);
  return {
    ...NOTHING_NEEDED,
    sqlType: 'double precision',
    values: [sum, count],
    // A sum of 0 has no entry, as none has: only the count tells one from the other.
    sql: (names) => quotient(inUnits(column, `coalesce(${names.value(sum)}, 0)`), names.value(count)),
  };
}

/** Thirty decimals, since those that PostgreSQL takes by itself, 16 digits in all, are too few to find the nearest double. */
const quotient = (sum: string, count: string): string => `((${sum})::numeric(60, 30) / ${count})`;
