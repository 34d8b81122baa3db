import type { Database } from '../../clients/postgres.ts';
import { InputError } from '../../errors.ts';

/** The oldest PostgreSQL that can publish: since 17, MERGE tells what it did (`MERGE … RETURNING`). */
const OLDEST = 17;

/** How the server counts its versions: 170004 is 17.4. */
const PER_MAJOR = 10_000;

/**
 * Refuses a server that a run could not publish on, before it has read a single file.
 *
 * @throws InputError SERVER_TOO_OLD saying which version the server has, which is wanted, and what to do
 */
export async function refuseOldServer(database: Database): Promise<void> {
  const [row] = await database<{ number: number; name: string }[]>`
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name`;
  if (row) {
    refuseOldVersion(row);
  }
}

/**
 * @param version the settings server_version_num (`160004`) and server_version (`16.4 (Debian 16.4-1)`) of a server
 * @throws InputError SERVER_TOO_OLD as refuseOldServer does
 */
export function refuseOldVersion({ number, name }: { readonly number: number; readonly name: string }): void {
  if (number >= OLDEST * PER_MAJOR) {
    return;
  }
  throw new InputError(
    'SERVER_TOO_OLD',
    `the database server is PostgreSQL ${name}, but PostgreSQL ${OLDEST} or newer is needed: a run could not publish. ` +
      'Upgrade the server (on Amazon RDS: modify the engine version), or use another one; the data stay as they are',
  );
}
