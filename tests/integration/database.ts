import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { connectPostgres, type Database } from '../../lib/clients/postgres.ts';
import { bootstrapDatabase } from '../../lib/store/schema/bootstrap.ts';

/** A database of one test file. */
export interface FreshDatabase {
  /** As etl_owner. */
  ownerUrl: string;
  /** As etl_reader. */
  readerUrl: string;
  /** As the superuser. */
  adminUrl: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Creates a database of its own on the shared server, with roles and schema bootstrapped and no tables. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { adminUrl: serverUrl, ownerPassword, readerPassword } = inject('postgres');
  const database = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(serverUrl, (sql) => sql`CREATE DATABASE ${sql(database)}`);
  const adminUrl = urlOf(serverUrl, { database });
  await asAdmin(adminUrl, (sql) => bootstrapDatabase(sql, { ownerPassword, readerPassword, database }));
  return {
    adminUrl,
    ownerUrl: urlOf(serverUrl, { database, role: 'etl_owner', password: ownerPassword }),
    readerUrl: urlOf(serverUrl, { database, role: 'etl_reader', password: readerPassword }),
    drop: () => asAdmin(serverUrl, (sql) => sql`DROP DATABASE IF EXISTS ${sql(database)} WITH (FORCE)`),
  };
}

/** Connects with the address of another role or database of the same server. */
export function connectAs(url: string, change: { database?: string; role?: string; password?: string } = {}) {
  return connectPostgres(urlOf(url, change), { statementTimeoutMs: 60_000 });
}

async function asAdmin(url: string, task: (sql: Database) => PromiseLike<unknown>): Promise<void> {
  const sql = connectAs(url);
  try {
    await task(sql);
  } finally {
    await sql.end();
  }
}

function urlOf(serverUrl: string, change: { database?: string; role?: string; password?: string }): string {
  const url = new URL(serverUrl);
  if (change.database !== undefined) {
    url.pathname = `/${change.database}`;
  }
  if (change.role !== undefined && change.password !== undefined) {
    url.username = encodeURIComponent(change.role);
    url.password = encodeURIComponent(change.password);
  }
  return url.href;
}
