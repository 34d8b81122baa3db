import postgres from 'postgres';

let sql;

/** The least of an endpoint that asks the database: one statement of what ours asks, and nothing around it. */
export const handler = async () => {
  sql ??= postgres(process.env.DATABASE_READ_URL, { max: 1, fetch_types: false });
  const [{ isThere }] = await sql`SELECT to_regclass('users_derivation') IS NOT NULL AS "isThere"`;
  return { statusCode: 200, body: JSON.stringify({ message: isThere ? 'Table created' : 'No table' }) };
};
