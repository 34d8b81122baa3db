import { type Feature, NOTHING_NEEDED, type SqlNames } from '../../../lib/model/features/feature.ts';
import type { SqlType } from '../../../lib/model/sql-types.ts';

/** A feature of a kind that is not shipped: its value is an SQL expression over what a row has. */
export function madeFeature(sqlType: SqlType, sql: (names: SqlNames) => string = () => 'NULL'): Feature {
  return { ...NOTHING_NEEDED, sqlType, sql };
}
