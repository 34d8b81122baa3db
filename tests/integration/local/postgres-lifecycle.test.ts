import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPortFree } from '../../../local/processes/ports.ts';
import { freePort } from '../../free-port.ts';
import { query } from './queries.ts';
import { start, stateDirectory } from './state-directory.ts';

describe('startPostgres', () => {
  it('keeps data and passwords from one start to the next', async () => {
    const stateDir = await stateDirectory();
    const first = await start(stateDir);
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();

    const second = await start(stateDir);

    expect(second.passwords).toEqual(first.passwords);
    expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('runs stacks of different state directories side by side', async () => {
    const [one, other] = await Promise.all([start(await stateDirectory()), start(await stateDirectory())]);
    await query(one.adminUrl, 'CREATE TABLE of_one AS SELECT 1 AS n');

    const seen = await query(other.adminUrl, `SELECT to_regclass('of_one')::text AS table`);

    expect(seen).toEqual([{ table: null }]);
    expect(one.passwords.admin).not.toBe(other.passwords.admin);
  });

  it('works below a path with spaces, quotes and more bytes than a socket path may have', async () => {
    const name = `a "state" directory of ‘ours’, it's ${'long '.repeat(20)}`.trim();
    const stateDir = await stateDirectory({ name });

    const server = await start(stateDir);

    expect(await query(server.adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('makes a database in UTF-8 that sorts by code point, and commits to disk', async () => {
    const server = await start(await stateDirectory());

    const rows = await query(
      server.adminUrl,
      `SELECT datname, pg_encoding_to_char(encoding) AS encoding, datlocprovider, datlocale,
              current_setting('fsync') AS fsync, current_setting('password_encryption') AS passwords
       FROM pg_database WHERE datname = current_database()`,
    );

    expect(rows).toEqual([
      {
        datname: 'etl_pipeline',
        encoding: 'UTF8',
        datlocprovider: 'b',
        datlocale: 'C.UTF-8',
        fsync: 'on',
        passwords: 'scram-sha-256',
      },
    ]);
  });

  it('lets nobody in without the password', async () => {
    const server = await start(await stateDirectory());
    const url = new URL(server.adminUrl);
    url.password = 'guessed';

    const attempt = query(url.href, 'SELECT 1');

    await expect(attempt).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps the passwords where only their owner can read them', async () => {
    const stateDir = await stateDirectory();

    const { passwords } = await start(stateDir);

    const path = join(stateDir, 'secrets.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(passwords);
  });

  it('writes no row contents to its log when a statement fails', async () => {
    const stateDir = await stateDirectory();
    const server = await start(stateDir);
    await query(server.adminUrl, 'CREATE TABLE people (name text PRIMARY KEY)');
    await query(server.adminUrl, `INSERT INTO people VALUES ('Confidential')`);

    await query(server.adminUrl, `INSERT INTO people VALUES ('Confidential')`).catch(() => undefined);
    await query(server.adminUrl, `SELECT 'Confidential'::int`).catch(() => undefined);
    await server.stop();

    const log = await readFile(join(stateDir, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('Confidential');
  });

  it('tells that the server has ended, and leaves the port free', async () => {
    const port = await freePort();
    const server = await start(await stateDirectory(), port);

    await server.stop();

    expect(await server.exited).toEqual({ code: 0, signal: null });
    expect(await isPortFree('127.0.0.1', port)).toBe(true);
  });

  it('ends sessions that are still open when it stops', async () => {
    const server = await start(await stateDirectory());
    const session = query(server.adminUrl, 'SELECT pg_sleep(600)').catch((error: unknown) => error);
    await expect
      .poll(() => query(server.adminUrl, `SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep'`), {
        timeout: 30_000,
      })
      .toHaveLength(1);

    await server.stop();

    expect(await session).toBeInstanceOf(Error);
  });
});
