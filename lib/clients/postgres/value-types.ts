import type { PostgresType } from 'postgres';

/** The elements of an array, or the whole array as PostgreSQL writes it (lib/store/array-literal.ts). */
type ArrayValue = string | readonly (string | null)[];

const bigint: PostgresType<bigint> = { to: 20, from: [20], serialize: String, parse: BigInt };
/** postgres.js would make a Date of it, at midnight of this machine's time zone. */
const date: PostgresType<string> = { to: 1082, from: [1082], serialize: String, parse: String };
// The driver would ask each new connection for the types of arrays, and nobody could catch it when that fails.
const bigints: PostgresType<ArrayValue> = { to: 1016, from: [], serialize: arrayLiteral, parse: String };
const texts: PostgresType<ArrayValue> = { to: 1009, from: [], serialize: arrayLiteral, parse: String };

/** How values travel where postgres.js would do otherwise; the numbers are OIDs of PostgreSQL's types. */
export const VALUE_TYPES = { bigint, date, bigints, texts };

/** The types of the values that VALUE_TYPES is about, by the same names. */
export type ValueTypes = { bigint: bigint; date: string } & Record<'bigints' | 'texts', ArrayValue>;

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayLiteral(values: ArrayValue): string {
  if (typeof values === 'string') {
    return values;
  }
  const elements = values.map((value) =>
    value === null ? 'NULL' : `"${value.replaceAll(/["\\]/g, '\\$&')}"`,
  );
  return `{${elements.join(',')}}`;
}
