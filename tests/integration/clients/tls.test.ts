import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answered, connectPostgres, type Database } from '../../../lib/clients/postgres.ts';
import { type RunningPostgres, startPostgres } from '../../../local/postgres/start-postgres.ts';
import { freePort } from '../../free-port.ts';
import { connectAs } from '../database.ts';
import { makeRunDirectory, removeRunDirectory } from '../run-directory.ts';

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/tls', name);
const CA = fixture('ca.crt');

let directory: string;
let server: RunningPostgres;
let admin: Database;

beforeAll(async () => {
  directory = await makeRunDirectory(0o755);
  server = await startPostgres({ stateDir: join(directory, 'state'), port: await freePort() });
  admin = connectAs(server.adminUrl);
});
afterAll(async () => {
  await admin.end();
  await server.stop();
  await removeRunDirectory(directory);
});

/** Lets the server show a certificate of tests/fixtures/tls. Its files belong to another user, so it writes them itself. */
async function show(certificate: string): Promise<void> {
  for (const name of ['crt', 'key']) {
    const text = readFileSync(fixture(`${certificate}.${name}`), 'utf8').trimEnd();
    await admin.unsafe(
      `COPY (SELECT unnest(string_to_array('${text}', E'\\n'))) TO PROGRAM 'umask 077; cat > ${certificate}.${name}'`,
    );
    const setting = name === 'crt' ? 'ssl_cert_file' : 'ssl_key_file';
    await admin.unsafe(`ALTER SYSTEM SET ${setting} = '${certificate}.${name}'`);
  }
  await admin.unsafe('ALTER SYSTEM SET ssl = on');
  await admin`SELECT pg_reload_conf()`;
  // The postmaster reads its settings when it gets to it; then it tells them to new sessions.
  for (;;) {
    const database = connectAs(server.adminUrl);
    const [row] = await database<{ ssl: string; file: string }[]>`
      SELECT current_setting('ssl') AS ssl, current_setting('ssl_cert_file') AS file`;
    await database.end();
    if (row?.ssl === 'on' && row.file === `${certificate}.crt`) {
      return;
    }
  }
}

/** The server's address as this host, with these parameters. */
function addressOf(host: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(server.adminUrl);
  url.hostname = host;
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

/** Whether a session is encrypted; the error of one that can't be had. */
async function isEncrypted(address: string): Promise<unknown> {
  const database = connectPostgres(address, { statementTimeoutMs: 60_000 });
  try {
    const [row] = await answered(
      database`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`.then((rows) => [...rows]),
    );
    return row?.['ssl'];
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${String(error.cause)}` : error;
  } finally {
    await database.end();
  }
}

test.each([
  ['name-and-address', 'localhost', 'verify-full'],
  ['name-and-address', '127.0.0.1', 'verify-full'],
  ['name-only', '127.0.0.1', 'verify-ca'],
])(
  'a server with the certificate %s is trusted as %s, by its CA, with %s',
  async (certificate, host, sslmode) => {
    await show(certificate);

    const encrypted = await isEncrypted(addressOf(host, { sslmode, sslrootcert: CA }));

    expect(encrypted).toBe(true);
  },
);

test.each([
  ['another CA', 'localhost', fixture('other-ca.crt'), 'is signed by "Test ca", which is not trusted'],
  ['another host', '127.0.0.1', CA, 'is for DNS:localhost, not for 127.0.0.1'],
])('a server with a certificate for %s is not available', async (_what, host, sslrootcert, seen) => {
  await show('name-only');

  const refused = await isEncrypted(addressOf(host, { sslmode: 'verify-full', sslrootcert }));

  expect(refused).toMatch(/^DatabaseUnavailableError: TlsError: /);
  expect(refused).toContain(seen);
  expect(refused).not.toContain(server.passwords.admin);
});

test('sslmode=require encrypts and checks nothing', async () => {
  await show('name-only');

  const encrypted = await isEncrypted(addressOf('127.0.0.1', { sslmode: 'require' }));

  expect(encrypted).toBe(true);
});

test('a server without TLS is not available where the address asks for it', async () => {
  await admin.unsafe('ALTER SYSTEM SET ssl = off');
  await admin`SELECT pg_reload_conf()`;
  while ((await isEncrypted(addressOf('127.0.0.1', { sslmode: 'require' }))) === true) {}

  const refused = await isEncrypted(addressOf('localhost', { sslmode: 'verify-full', sslrootcert: CA }));

  expect(refused).toContain('does not support TLS, but the address says sslmode=verify-full');
});
