/**
 * Prepares the database before anything else runs: waits for the server, creates the database if it is missing, then
 * the roles and the schema (lib/store/schema/bootstrap.ts), then, as the owner, what the schema lacks
 * (lib/store/schema/migrations.ts). An administrator's task, so a process of its own: no Lambda ever
 * sees ADMIN_DATABASE_URL. Ends with 0, or with 1 and one line on stderr; may be run again at any time.
 *
 * A database that is of another model is refused, with 2 (lib/store/schema/model-of-database.ts); not with the argument
 * --any-model, for whoever only reads.
 *
 * A server that is too old is refused before anything is changed (lib/store/schema/server-version.ts).
 *
 * ADMIN_DATABASE_URL says where and as whom; DATABASE_URL and DATABASE_READ_URL say which roles with which passwords
 * the services will use, and the database.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { model } from '../lib/chosen-model.ts';
import { connectPostgres, type Database } from '../lib/clients/postgres.ts';
import { codeOf, InputError } from '../lib/errors.ts';
import { bootstrapDatabase } from '../lib/store/schema/bootstrap.ts';
import { readBootstrapSettings } from '../lib/store/schema/bootstrap-settings.ts';
import { migrate } from '../lib/store/schema/migrate.ts';
import { modelOfDatabase, refuseOtherModel } from '../lib/store/schema/model-of-database.ts';
import { refuseOldServer } from '../lib/store/schema/server-version.ts';
import { print, say } from '../terminal/output.ts';

const WAIT_MS = 60_000;
const POLL_MS = 500;
const STATEMENT_TIMEOUT_MS = 30_000;
/** A server that falls silent in the middle must not hold up the start of the stack for ever. */
const DEADLINE_MS = 2 * WAIT_MS;

/** Not there yet, or still starting: worth waiting for. A wrong password is not. */
const NOT_READY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_.*|57P0[123])$/;
const NO_SUCH_DATABASE = '3D000';
const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';

async function withConnection<T>(address: URL, task: (sql: Database) => Promise<T>): Promise<T> {
  const sql = connectPostgres(address.href, { statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  try {
    return await task(sql);
  } finally {
    await sql.end();
  }
}

/** The same server, another database of it. */
function inDatabase(server: URL, database: string): URL {
  const address = new URL(server);
  address.pathname = encodeURIComponent(database);
  return address;
}

/** Returns once the database accepts the admin; creates it if the server says there is none. */
async function waitForDatabase(admin: URL, database: string): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    try {
      await withConnection(inDatabase(admin, database), async (sql) => await sql`SELECT`);
      return;
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (code === NO_SUCH_DATABASE) {
        await createDatabase(admin, database);
      } else if (!NOT_READY.test(code)) {
        throw error;
      } else if (performance.now() > deadline) {
        throw new Error(`no PostgreSQL answered at ${admin.host} within ${WAIT_MS / 1000} s (${code})`, {
          cause: error,
        });
      } else {
        await delay(POLL_MS);
      }
    }
  }
}

async function createDatabase(admin: URL, database: string): Promise<void> {
  const own = decodeURIComponent(admin.pathname.slice(1));
  const maintenance = own === '' || own === database ? 'postgres' : own;
  try {
    await withConnection(
      inDatabase(admin, maintenance),
      async (sql) => await sql`CREATE DATABASE ${sql(database)}`,
    );
  } catch (error) {
    if (![DUPLICATE_DATABASE, UNIQUE_VIOLATION].includes(codeOf(error) ?? '')) {
      throw error;
    }
  }
}

function fail(reason: string): never {
  say(`bootstrap: ${reason.replaceAll(/\s+/g, ' ')}`);
  process.exit(1);
}

async function main(): Promise<void> {
  const { admin, ownerUrl, owner, reader } = readBootstrapSettings(process.env);
  await waitForDatabase(admin, owner.database);
  await withConnection(inDatabase(admin, owner.database), async (sql) => {
    await refuseOldServer(sql);
    await bootstrapDatabase(sql, {
      database: owner.database,
      ownerRole: owner.role,
      ownerPassword: owner.password,
      readerRole: reader.role,
      readerPassword: reader.password,
    });
  });
  const applied = await withConnection(ownerUrl, async (sql) => {
    const versions = await migrate(sql);
    if (!process.argv.includes('--any-model')) {
      refuseOtherModel(await modelOfDatabase(sql), model);
    }
    return versions;
  });
  if (applied.length > 0) {
    print([`bootstrap: the schema is now at version ${applied.at(-1)}`]);
  }
}

// It also keeps the process alive, which the sockets of the database don't.
const deadline = setTimeout(() => fail(`not finished after ${DEADLINE_MS / 1000} s`), DEADLINE_MS);
await main().catch((error: unknown) => {
  if (error instanceof InputError && error.code === 'OTHER_MODEL') {
    say(error.message.split('\n'));
    process.exit(2);
  }
  fail(error instanceof Error ? error.message || (codeOf(error) ?? error.name) : String(error));
});
clearTimeout(deadline);
