import type { Feature, IntegerColumn } from './feature.ts';

/** Total of an integer column over a row's events, exact; 0 without any. */
export function sum(column: IntegerColumn): Feature {
  const slot = { kind: 'sum', column } as const;
  return {
    sqlType: 'bigint',
    reads: [],
    slots: [slot],
    sql: (names) => `coalesce(${names.slot(slot)}, 0)`,
  };
}
