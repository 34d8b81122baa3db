import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { BootstrapError, bootstrapDatabase } from '../../../lib/store/schema/bootstrap.ts';
import { connectAs, type FreshDatabase, freshDatabase } from '../database.ts';

const PERMISSION_DENIED = '42501';
const INVALID_PASSWORD = '28P01';

let database: FreshDatabase;
let name: string;
let admin: Database;
let owner: Database;
let reader: Database;

beforeAll(async () => {
  database = await freshDatabase();
  name = new URL(database.adminUrl).pathname.slice(1);
  admin = connectAs(database.adminUrl);
  owner = connectAs(database.ownerUrl);
  reader = connectAs(database.readerUrl);
});

afterAll(async () => {
  await Promise.all([admin.end(), owner.end(), reader.end()]);
  await database.drop();
});

/** Roles that no other test file logs in as: roles are the whole server's. */
function rolesOfOurOwn() {
  const suffix = randomBytes(4).toString('hex');
  return {
    database: name,
    ownerRole: `owner ${suffix}`,
    ownerPassword: 'first',
    readerRole: `reader "${suffix}"`,
    readerPassword: 'second',
  };
}

function standardRoles() {
  const { ownerPassword, readerPassword } = inject('postgres');
  return { database: name, ownerPassword, readerPassword };
}

/** Who a login turns out to be; rejects when the server refuses it. */
async function logIn(role: string, password: string): Promise<string> {
  const sql = connectAs(database.adminUrl, { role, password });
  try {
    const [row] = await sql<{ name: string }[]>`SELECT current_user AS name`;
    return row?.name ?? '';
  } finally {
    await sql.end();
  }
}

/** Everything about roles and privileges that a bootstrap may touch, but for the passwords' random salts. */
async function privileges(): Promise<unknown> {
  const [row] = await admin`
    SELECT
      (SELECT array_agg(nspname || nspowner::regrole || nspacl::text ORDER BY nspname) FROM pg_namespace
        WHERE nspname IN ('etl', 'public')) AS schemas,
      (SELECT array_agg(oid::regclass || relacl::text ORDER BY oid) FROM pg_class
        WHERE relnamespace IN ('etl'::regnamespace, 'public'::regnamespace)) AS tables,
      (SELECT array_agg(defaclrole::regrole || defaclnamespace::regnamespace::text || defaclacl::text ORDER BY oid)
        FROM pg_default_acl) AS defaults,
      (SELECT datacl::text FROM pg_database WHERE datname = current_database()) AS database,
      (SELECT array_agg(rolname || rolsuper || rolcreaterole || rolcreatedb || rolcanlogin ORDER BY rolname) FROM pg_roles
        WHERE rolname LIKE 'etl%') AS roles`;
  return row;
}

describe('the reader', () => {
  it('sees a table that the owner makes later, in both schemas', async () => {
    await owner`CREATE TABLE public.later AS SELECT 1 AS n`;
    await owner`CREATE TABLE etl.later AS SELECT 2 AS n`;

    const rows = await reader`SELECT n FROM public.later UNION ALL SELECT n FROM etl.later ORDER BY n`;

    expect([...rows]).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('sees a table that was there before it was', async () => {
    await owner`CREATE TABLE etl.earlier AS SELECT 1 AS n`;
    await owner`REVOKE ALL ON etl.earlier FROM etl_reader`;

    await bootstrapDatabase(admin, standardRoles());

    expect([...(await reader`SELECT n FROM etl.earlier`)]).toEqual([{ n: 1 }]);
  });

  it.each([
    'INSERT INTO etl.kept VALUES (1)',
    'UPDATE etl.kept SET n = 1',
    'DELETE FROM etl.kept',
    'TRUNCATE etl.kept',
    'CREATE TABLE public.made_by_reader (n int)',
    'CREATE TABLE etl.made_by_reader (n int)',
  ])('may not %s', async (statement) => {
    await owner`DROP TABLE IF EXISTS etl.kept`;
    await owner`CREATE TABLE etl.kept (n int)`;

    const attempt = reader.unsafe(statement);

    await expect(attempt).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });

  it('may compare texts without their accents', async () => {
    expect([...(await reader`SELECT unaccent('Zoë') AS text`)]).toEqual([{ text: 'Zoe' }]);
  });

  it('gets nothing of tables that belong to somebody else', async () => {
    await admin`CREATE TABLE public.of_another_application AS SELECT 1 AS n`;
    await bootstrapDatabase(admin, standardRoles());

    const attempt = reader`SELECT n FROM public.of_another_application`;

    await expect(attempt).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });
});

describe('bootstrapDatabase', () => {
  it('changes nothing when it runs again', async () => {
    await bootstrapDatabase(admin, standardRoles());
    const before = await privileges();

    await bootstrapDatabase(admin, standardRoles());

    expect(await privileges()).toEqual(before);
  });

  it('sets the passwords anew when they have changed', async () => {
    const roles = rolesOfOurOwn();
    await bootstrapDatabase(admin, roles);

    await bootstrapDatabase(admin, { ...roles, ownerPassword: 'third' });

    await expect(logIn(roles.ownerRole, 'first')).rejects.toMatchObject({ code: INVALID_PASSWORD });
    expect(await logIn(roles.ownerRole, 'third')).toBe(roles.ownerRole);
  });

  it('takes any character in names and passwords', async () => {
    const password = `it's "quoted" \\ $do$ %L; DROP ROLE postgres --`;
    const roles = { ...rolesOfOurOwn(), readerPassword: password };

    await bootstrapDatabase(admin, roles);

    expect(await logIn(roles.readerRole, password)).toBe(roles.readerRole);
  });

  it('may run several times at once, in several databases of a server', async () => {
    const other = await freshDatabase();
    const otherName = new URL(other.adminUrl).pathname.slice(1);
    const otherAdmin = connectAs(other.adminUrl);
    const roles = rolesOfOurOwn();

    const runs = Array.from({ length: 6 }, (_, index) =>
      index % 2 === 0
        ? bootstrapDatabase(admin, roles)
        : bootstrapDatabase(otherAdmin, { ...roles, database: otherName }),
    );

    await expect(Promise.all(runs)).resolves.toHaveLength(6);
    expect(await logIn(roles.ownerRole, roles.ownerPassword)).toBe(roles.ownerRole);
    await otherAdmin.end();
    await other.drop();
  });

  it('takes the right to create tables in schema public from everybody', async () => {
    await admin`GRANT CREATE ON SCHEMA public TO PUBLIC`;

    await bootstrapDatabase(admin, standardRoles());

    const [row] = await admin`SELECT has_schema_privilege('etl_reader', 'public', 'CREATE') AS granted`;
    expect(row).toEqual({ granted: false });
  });

  it('gives an existing schema etl to the owner', async () => {
    await admin`ALTER SCHEMA etl OWNER TO postgres`;

    await bootstrapDatabase(admin, standardRoles());

    const [row] =
      await admin`SELECT nspowner::regrole::text AS owner FROM pg_namespace WHERE nspname = 'etl'`;
    expect(row).toEqual({ owner: 'etl_owner' });
  });

  it('refuses to work in another database than the one that is meant', async () => {
    const attempt = bootstrapDatabase(admin, { ...rolesOfOurOwn(), database: 'elsewhere' });

    await expect(attempt).rejects.toThrow(BootstrapError);
  });
});
