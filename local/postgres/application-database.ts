import postgres from 'postgres';
import { StateDirectoryError } from './errors.ts';

/** The database the pipeline works in. */
export const DATABASE = 'etl_pipeline';

const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';
const INVALID_PASSWORD = '28P01';

/**
 * Creates the pipeline's database unless it is there; the first connection, so it also proves that the password is
 * that of these data.
 *
 * @param maintenanceUrl the superuser's address of the database `postgres`.
 * @throws StateDirectoryError when the password is not the one the data were made with.
 */
export async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const sql = postgres(maintenanceUrl, {
    max: 1,
    connect_timeout: 30,
    fetch_types: false,
    onnotice: () => undefined,
  });
  try {
    const found = await sql`SELECT FROM pg_database WHERE datname = ${DATABASE}`;
    if (found.count === 0) {
      await sql`CREATE DATABASE ${sql(DATABASE)}`;
    }
  } catch (error) {
    const code = error instanceof postgres.PostgresError ? error.code : undefined;
    if (code === INVALID_PASSWORD) {
      throw new StateDirectoryError(
        'The passwords in secrets.json do not match the database: put the old file back, or start again (./run.sh reset deletes the database).',
        { cause: error },
      );
    }
    // Created by somebody else since we looked.
    if (code !== DUPLICATE_DATABASE && code !== UNIQUE_VIOLATION) {
      throw error;
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}
