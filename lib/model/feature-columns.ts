import type { Column } from './columns.ts';
import type { Feature } from './features/feature.ts';

/** All columns that a feature needs, of any input; the same one may be there several times. */
export function columnsOf({ reads, slots, values, lookups }: Feature): readonly Column[] {
  return [
    ...reads,
    ...slots.map(({ column }) => column),
    ...values.flatMap(({ aggregate }) => aggregate.reads),
    ...lookups.map(({ column }) => column),
  ];
}
