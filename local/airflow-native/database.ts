import postgres from 'postgres';

const ROLE = 'airflow';
const DATABASE = 'airflow';
const DUPLICATE_DATABASE = '42P04';

/**
 * Makes Airflow's own database beside the pipeline's, with a role that owns it and nothing else. UTF8, since
 * with another encoding Airflow's driver returns bytes and its workers die.
 *
 * @returns SQLAlchemy's address of it
 */
export async function ensureAirflowDatabase(adminUrl: string, password: string): Promise<string> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    const [role] = await sql`SELECT FROM pg_roles WHERE rolname = ${ROLE}`;
    const literal = await sql<{ text: string }[]>`SELECT format('%L', ${password}::text) AS text`;
    await sql.unsafe(`${role ? 'ALTER' : 'CREATE'} ROLE ${ROLE} LOGIN PASSWORD ${literal[0]?.text}`);
    const [database] = await sql`SELECT FROM pg_database WHERE datname = ${DATABASE}`;
    if (!database) {
      await sql.unsafe(`CREATE DATABASE ${DATABASE} OWNER ${ROLE} ENCODING 'UTF8' TEMPLATE template0`);
    }
  } catch (error) {
    if ((error as { code?: unknown }).code !== DUPLICATE_DATABASE) {
      throw error;
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  const { hostname, port } = new URL(adminUrl);
  return `postgresql+psycopg2://${ROLE}:${password}@${hostname}:${port}/${DATABASE}`;
}
