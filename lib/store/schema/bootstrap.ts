import { setTimeout as delay } from 'node:timers/promises';
import type { Database, Transaction } from '../../clients/postgres.ts';
import { codeOf } from '../../errors.ts';
import * as statements from './bootstrap-sql.ts';

export interface BootstrapOptions {
  ownerPassword: string;
  readerPassword: string;
  /** The database `admin` must be connected to: a grant in the wrong one would go unnoticed. */
  database: string;
  /** The role that owns schema and tables; etl_owner unless told. */
  ownerRole?: string;
  /** The role that only reads; etl_reader unless told. */
  readerRole?: string;
}

/** The admin connection cannot do what the bootstrap needs. */
export class BootstrapError extends Error {
  override readonly name = 'BootstrapError';
}

const ATTEMPTS = 20;

/**
 * What two bootstraps in different databases of one server may do to each other: roles are the server's, advisory locks
 * the database's. 23505 and 42710: the other created the role; XX000 "tuple concurrently updated": it altered it.
 */
const RACE_CODES = ['23505', '42710', '40P01', '40001'];
const RACE_MESSAGE = 'tuple concurrently updated';

/**
 * Prepares a database for the pipeline, as its administrator: the roles `etl_owner` and `etl_reader` with their
 * passwords, schema `etl` which belongs to the owner, the extensions for searches where the server has them, and SELECT for the reader on
 * all tables the owner has and will have. Changes nothing that is right already, and may run several times at once; all or nothing, in one transaction.
 *
 * @param admin connected to `options.database` as a superuser, or as a role with CREATEROLE that owns the database.
 * @throws BootstrapError when connected to another database, or when a privilege could not be granted;
 *   the driver's PostgresError when the server refuses a statement
 */
export async function bootstrapDatabase(admin: Database, options: BootstrapOptions): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.begin((transaction) => bootstrap(transaction, options));
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isRace(error)) {
        throw error;
      }
      await delay(Math.random() * 100);
    }
  }
}

function isRace(error: unknown): boolean {
  const isRaceCode = RACE_CODES.includes(codeOf(error) ?? '');
  return isRaceCode || (error instanceof Error && error.message.includes(RACE_MESSAGE));
}

async function bootstrap(transaction: Transaction, options: BootstrapOptions): Promise<void> {
  const { ownerRole = 'etl_owner', readerRole = 'etl_reader' } = options;
  await transaction.unsafe(statements.lockBootstrap);
  await transaction.unsafe(statements.silenceNotices);
  await checkDatabase(transaction, options.database);
  await transaction.unsafe(statements.setParameters, [
    ownerRole,
    options.ownerPassword,
    readerRole,
    options.readerPassword,
  ]);
  await transaction.unsafe(statements.createRoles);
  await transaction.unsafe(statements.joinOwner);
  await transaction.unsafe(statements.createSchema);
  for (const name of statements.EXTENSIONS) {
    await transaction.unsafe(statements.createExtension(name));
  }
  await transaction.unsafe(statements.grantPrivileges);
  await checkPrivileges(transaction, ownerRole, readerRole);
}

async function checkDatabase(transaction: Transaction, wanted: string): Promise<void> {
  const [row] = await transaction.unsafe<{ name: string }[]>(statements.currentDatabase);
  if (row?.name !== wanted) {
    throw new BootstrapError(
      `The admin role is connected to the database "${row?.name}" instead of "${wanted}".`,
    );
  }
}

async function checkPrivileges(
  transaction: Transaction,
  ownerRole: string,
  readerRole: string,
): Promise<void> {
  const rows = await transaction.unsafe<{ missing: string }[]>(statements.missingPrivileges, [
    ownerRole,
    readerRole,
  ]);
  if (rows.length > 0) {
    const list = rows.map(({ missing }) => missing).join(', ');
    throw new BootstrapError(`The admin role may not grant: ${list}. Use the role that owns the database.`);
  }
}
