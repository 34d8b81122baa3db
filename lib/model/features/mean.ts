import { countOf, type Feature, type IntegerColumn, unlessEmpty } from './feature.ts';

/** Arithmetic mean of an integer column over a row's events, as a double; NULL without any. */
export function mean(column: IntegerColumn): Feature {
  const slot = { kind: 'sum', column } as const;
  const [count] = countOf(column);
  return {
    sqlType: 'double precision',
    reads: [],
    slots: count ? [slot, count] : [slot],
    sql: (names) => {
      const divisor = count ? names.slot(count) : names.rows(column.input);
      return unlessEmpty(column, names, `(${names.slot(slot)}::numeric / ${divisor})`);
    },
  };
}
