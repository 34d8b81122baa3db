import { countOf, type Feature, type IntegerColumn, unlessEmpty } from './feature.ts';

/** Greatest value of an integer column over a row's events; NULL without any. */
export function max(column: IntegerColumn): Feature {
  const slot = { kind: 'max', column } as const;
  return {
    sqlType: 'bigint',
    reads: [],
    slots: [slot, ...countOf(column)],
    sql: (names) => unlessEmpty(column, names, names.slot(slot)),
  };
}
