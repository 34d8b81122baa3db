import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { SCHEMA_VERSION } from '../../../lib/store/schema/schema-version.ts';
import { freePort } from '../../free-port.ts';
import { runBootstrap } from './bootstrap-script.ts';
import { query } from './queries.ts';
import { start, stateDirectory } from './state-directory.ts';

const shared = inject('postgres');
const created: string[] = [];

afterAll(async () => {
  for (const database of created) {
    await query(shared.adminUrl, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
  }
});

/** The three addresses for a database of the shared server that does not exist yet. */
function addresses() {
  const database = `script_${randomBytes(4).toString('hex')}`;
  created.push(database);
  const url = (role: string, password: string) => {
    const { host } = new URL(shared.adminUrl);
    return `postgres://${role}:${password}@${host}/${database}`;
  };
  return {
    ADMIN_DATABASE_URL: shared.adminUrl,
    DATABASE_URL: url('etl_owner', shared.ownerPassword),
    DATABASE_READ_URL: url('etl_reader', shared.readerPassword),
  };
}

/** A port on which somebody has knocked once, and nobody listens any more. */
async function knockedOn(port: number): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  await once(server, 'connection');
  server.close();
  await once(server, 'close');
}

describe('scripts/bootstrap.ts', () => {
  it('creates the database, its roles and its schema', async () => {
    const environment = addresses();

    const result = await runBootstrap(environment);

    expect(result).toMatchObject({ code: 0, stderr: '' });
    await query(environment.DATABASE_URL, 'CREATE TABLE etl.another AS SELECT 1 AS n');
    expect(await query(environment.DATABASE_READ_URL, 'SELECT n FROM etl.another')).toEqual([{ n: 1 }]);
  });

  it('migrates the schema as its owner, and says so', async () => {
    const environment = addresses();

    const { stdout } = await runBootstrap(environment);

    const versions = 'SELECT max(version) AS newest FROM etl.migrations';
    expect(await query(environment.DATABASE_READ_URL, versions)).toEqual([{ newest: SCHEMA_VERSION }]);
    const owner = "SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = 'etl.runs'::regclass";
    expect(await query(environment.DATABASE_READ_URL, owner)).toEqual([{ owner: 'etl_owner' }]);
    expect(stdout).toBe(`bootstrap: the schema is now at version ${SCHEMA_VERSION}\n`);
  });

  it('refuses a database that a newer release has migrated, and changes nothing of it', async () => {
    const environment = addresses();
    await runBootstrap(environment);
    await query(
      environment.DATABASE_URL,
      "INSERT INTO etl.migrations (version, name) VALUES (9999, 'to come')",
    );

    const result = await runBootstrap(environment);

    expect(result).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        `^bootstrap: .* has version 9999, but this release knows only ${SCHEMA_VERSION}: .*\n$`,
      ),
    });
  });

  it('may run again', async () => {
    const environment = addresses();
    await runBootstrap(environment);

    const result = await runBootstrap(environment);

    expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('waits for a server that is not there yet', async () => {
    const port = await freePort();
    const stateDir = await stateDirectory();
    const admin = await start(stateDir, port);
    await admin.stop();
    const { passwords, adminUrl } = admin;
    const knocked = knockedOn(port);
    const result = runBootstrap({
      ADMIN_DATABASE_URL: adminUrl,
      DATABASE_URL: `postgres://etl_owner:${passwords.owner}@127.0.0.1:${port}/etl_pipeline`,
      DATABASE_READ_URL: `postgres://etl_reader:${passwords.reader}@127.0.0.1:${port}/etl_pipeline`,
    });
    await knocked;

    await start(stateDir, port);

    expect(await result).toMatchObject({ code: 0, stderr: '' });
  });

  it('names all missing variables at once', async () => {
    const { DATABASE_URL } = addresses();

    const result = await runBootstrap({ DATABASE_URL, DATABASE_READ_URL: '' });

    expect(result).toMatchObject({
      code: 1,
      stderr: 'bootstrap: missing: ADMIN_DATABASE_URL, DATABASE_READ_URL\n',
    });
  });

  it('gives up at once, in one line and without the password, when the server refuses it', async () => {
    const admin = new URL(shared.adminUrl);
    admin.password = 'guessed';

    const { code, stderr } = await runBootstrap({ ...addresses(), ADMIN_DATABASE_URL: admin.href });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^bootstrap: password authentication failed for user "postgres"\n$/);
  });
});
