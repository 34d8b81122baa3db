import { type InputHandle, inputOf } from '../define-inputs.ts';
import type { Feature } from './feature.ts';

/** Number of a row's events; 0 without any. */
export function count(events: InputHandle<'events'>): Feature {
  const { name } = inputOf(events);
  return {
    sqlType: 'bigint',
    reads: [],
    slots: [],
    sql: (names) => `coalesce(${names.rows(name)}, 0)`,
  };
}
