import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { BootstrapError, bootstrapDatabase } from '../../../lib/store/schema/bootstrap.ts';
import { connectAs } from '../database.ts';

/** A managed database gives its customers no superuser: only a role that may create roles and databases. */
describe('bootstrapDatabase by a role that is no superuser', () => {
  const { adminUrl } = inject('postgres');
  let suffix: string;
  let superuser: Database;
  let master: Database;

  beforeEach(async () => {
    suffix = randomBytes(4).toString('hex');
    superuser = connectAs(adminUrl);
    await superuser.unsafe(`CREATE ROLE master_${suffix} LOGIN CREATEROLE CREATEDB PASSWORD 'master'`);
    master = connectAs(adminUrl, login());
  });

  afterEach(async () => {
    await master.end();
    await superuser.unsafe(`DROP DATABASE IF EXISTS managed_${suffix} WITH (FORCE)`);
    await superuser.end();
  });

  function login() {
    return { role: `master_${suffix}`, password: 'master', database: `managed_${suffix}` };
  }

  function options() {
    return {
      database: `managed_${suffix}`,
      ownerRole: `owner_${suffix}`,
      ownerPassword: 'owner',
      readerRole: `reader_${suffix}`,
      readerPassword: 'reader',
    };
  }

  it('makes roles that own and read, the second time as well', async () => {
    await superuser.unsafe(`CREATE DATABASE managed_${suffix} OWNER master_${suffix}`);
    await bootstrapDatabase(master, options());
    const { database, ownerRole, ownerPassword, readerRole, readerPassword } = options();
    const owner = connectAs(adminUrl, { database, role: ownerRole, password: ownerPassword });
    const reader = connectAs(adminUrl, { database, role: readerRole, password: readerPassword });
    await owner`CREATE TABLE etl.runs AS SELECT 1 AS n`;
    await owner`CREATE TABLE public.users_derivation AS SELECT 2 AS n`;

    await bootstrapDatabase(master, options());

    const rows = await reader`SELECT n FROM etl.runs UNION ALL SELECT n FROM users_derivation ORDER BY n`;
    expect([...rows]).toEqual([{ n: 1 }, { n: 2 }]);
    await Promise.all([owner.end(), reader.end()]);
  });

  it.each(['unaccent', 'pg_trgm'])('creates the extension %s, which searches need', async (name) => {
    await superuser.unsafe(`CREATE DATABASE managed_${suffix} OWNER master_${suffix}`);

    await bootstrapDatabase(master, options());

    expect(await master`SELECT extname FROM pg_extension WHERE extname = ${name}`).toHaveLength(1);
  });

  it('leaves that extension where it is, if it is there already', async () => {
    await superuser.unsafe(`CREATE DATABASE managed_${suffix} OWNER master_${suffix}`);
    const inDatabase = connectAs(adminUrl, { database: `managed_${suffix}` });
    await inDatabase.unsafe('CREATE SCHEMA elsewhere; CREATE EXTENSION unaccent SCHEMA elsewhere');
    await inDatabase.end();

    await bootstrapDatabase(master, options());

    const rows =
      await master`SELECT extnamespace::regnamespace::text AS schema FROM pg_extension WHERE extname = 'unaccent'`;
    expect([...rows]).toEqual([{ schema: 'elsewhere' }]);
  });

  it('says which privileges a role that does not own the database could not grant', async () => {
    await superuser.unsafe(`CREATE DATABASE managed_${suffix}`);
    await superuser.unsafe(`GRANT CREATE ON DATABASE managed_${suffix} TO master_${suffix}`);

    const attempt = bootstrapDatabase(master, options());

    await expect(attempt).rejects.toThrow(BootstrapError);
    await expect(attempt).rejects.toThrow(`CREATE on schema public for owner_${suffix}`);
  });

  it('leaves nothing behind when it fails', async () => {
    await superuser.unsafe(`CREATE DATABASE managed_${suffix}`);

    await bootstrapDatabase(master, options()).catch(() => undefined);

    const roles = await superuser`SELECT rolname FROM pg_roles WHERE rolname = ${options().ownerRole}`;
    expect([...roles]).toEqual([]);
  });
});
