import { countOf, type Feature, type IntegerColumn, unlessEmpty } from './feature.ts';

/** Least value of an integer column over a row's events; NULL without any. */
export function min(column: IntegerColumn): Feature {
  const slot = { kind: 'min', column } as const;
  return {
    sqlType: 'bigint',
    reads: [],
    slots: [slot, ...countOf(column)],
    sql: (names) => unlessEmpty(column, names, names.slot(slot)),
  };
}
