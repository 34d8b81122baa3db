import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { bootstrapDatabase } from '../../lib/store/bootstrap.ts';

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

async function asAdmin(url: string, task: (sql: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await task(sql);
  } finally {
    // Without a time-out it never returns once the server has closed the connection (postgres.js 3.4.9).
    await sql.end({ timeout: 1 });
  }
}

function urlOf(serverUrl: string, change: { database: string; role?: string; password?: string }): string {
  const url = new URL(serverUrl);
  url.pathname = `/${change.database}`;
  if (change.role !== undefined && change.password !== undefined) {
    url.username = change.role;
    url.password = change.password;
  }
  return url.href;
}
