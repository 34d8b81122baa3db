import type { Database, Transaction } from '../../clients/postgres.ts';
import type { Feature, Features } from '../../model/feature-kinds.ts';
import { LOCKS } from '../locks.ts';

const TYPES = {
  count: 'bigint',
  sum: 'bigint',
  min: 'bigint',
  max: 'bigint',
  mean: 'double precision',
  daysSince: 'integer',
} as const satisfies Record<Feature['kind'], string>;

/** A column's name as SQL wants it: defineFeatures has checked its letters, but it may be a word like `order`. */
export const quoted = (name: string): string => `"${name}"`;

/** The SQL type of a feature's column. */
export const columnType = (feature: Feature): string => TYPES[feature.kind];

/**
 * The statement that creates users_derivation with the columns of these features. Feature columns may be
 * NULL, so that one that is no longer declared does not stand in the way of new rows.
 *
 * Every run with a new as-of date changes every row. A page is filled by less than half, so that the new version of each
 * row has room beside the old one and the index stays as it is (HOT updates), which saves a third of the time.
 */
export function createTableStatement({ columns }: Features): string {
  const derived = columns.map(([name, feature]) => `${quoted(name)} ${columnType(feature)}`);
  return `
    CREATE TABLE IF NOT EXISTS public.users_derivation (
      ${['user_id bigint PRIMARY KEY', 'name text', 'email text', 'signup_date date NOT NULL', ...derived, 'as_of date NOT NULL'].join(',\n      ')}
    ) WITH (fillfactor = 45)`;
}

/**
 * Creates users_derivation, or adds the columns of features that it lacks. A column that is no longer
 * declared stays, with its last values, until a migration drops it.
 *
 * @throws Error naming every column whose type is not that of its feature: retyping takes a migration
 */
export async function syncDerivationTable(database: Database, features: Features): Promise<void> {
  const found = await missingColumns(database, features);
  if (found.tableExists && found.missing.length === 0) {
    return;
  }
  await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.migrate})`;
    // Waiting behind a long reader would make every later reader wait behind us.
    await transaction`SET LOCAL lock_timeout = '5s'`;
    await transaction.unsafe(createTableStatement(features));
    const { missing } = await missingColumns(transaction, features);
    for (const [name, feature] of missing) {
      await transaction.unsafe(
        `ALTER TABLE public.users_derivation ADD COLUMN ${quoted(name)} ${columnType(feature)}`,
      );
    }
  });
}

async function missingColumns(database: Database | Transaction, features: Features) {
  const rows = await database<{ name: string; type: string }[]>`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type
    FROM pg_attribute
    WHERE attrelid = to_regclass('public.users_derivation') AND attnum > 0 AND NOT attisdropped`;
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  const retyped = features.columns.filter(([name, feature]) => {
    const type = types.get(name);
    return type !== undefined && type !== columnType(feature);
  });
  if (retyped.length > 0) {
    const list = retyped.map(
      ([name, feature]) => `${name} is ${types.get(name)}, its feature needs ${columnType(feature)}`,
    );
    throw new Error(`users_derivation: ${list.join('; ')}. Retyping a column takes a migration.`);
  }
  return { tableExists: rows.length > 0, missing: features.columns.filter(([name]) => !types.has(name)) };
}
