import { chown, lstat, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StateDirectoryError } from '../../../local/postgres/errors.ts';
import { outerBase } from '../../../local/postgres/place.ts';
import { removePostgres } from '../../../local/postgres/remove-postgres.ts';
import { mayEnter } from '../../../local/postgres/server/server-user.ts';
import { processIsAlive } from '../../../local/processes/process-info.ts';
import { killNode, startInChild } from './child-stack.ts';
import { query, serverOf } from './queries.ts';
import { AS_ROOT, start, stateDirectory } from './state-directory.ts';

const nobody = { uid: 65_534, gid: 65_534 };
const repository = dirname(new URL('../../..', import.meta.url).pathname);
const NOBODY_READS_US = AS_ROOT && (await mayEnter(nobody, repository));

async function stateDirectoryOfNobody(): Promise<string> {
  const stateDir = await stateDirectory();
  await mkdir(stateDir);
  await chown(stateDir, nobody.uid, nobody.gid);
  return stateDir;
}

describe.runIf(AS_ROOT)('startPostgres as root', () => {
  it('runs the server as another user', async () => {
    const server = await start(await stateDirectory());

    const { pid } = await serverOf(server.adminUrl);

    expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
  });

  it('keeps the data in the state directory when the server may enter it', async () => {
    const stateDir = await stateDirectory();

    const server = await start(stateDir);

    expect((await serverOf(server.adminUrl)).dataDir).toBe(join(stateDir, 'postgres', 'data'));
  });

  it('keeps the data outside of a state directory that the server may not enter, and says where', async () => {
    const stateDir = await stateDirectory({ parentMode: 0o700 });

    const server = await start(stateDir);

    const { dataDir } = await serverOf(server.adminUrl);
    expect(dataDir.startsWith(`${outerBase(stateDir)}/`)).toBe(true);
    expect(await readFile(join(stateDir, 'postgres-location'), 'utf8')).toBe(`${dirname(dataDir)}\n`);
  });

  it('finds data that are kept outside again', async () => {
    const stateDir = await stateDirectory({ parentMode: 0o700 });
    const first = await start(stateDir);
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();

    const second = await start(stateDir);

    expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('begins anew, and ends the old server, when the state directory of outside data was removed', async () => {
    const stateDir = await stateDirectory({ parentMode: 0o700 });
    const stack = await startInChild(stateDir);
    const { pid, dataDir } = await serverOf(stack.adminUrl);
    await killNode(stack);
    await rm(stateDir, { recursive: true });

    const second = await start(stateDir);

    expect(processIsAlive(pid)).toBe(false);
    await expect(lstat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await query(second.adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('uses no outside directory that another user has put there', async () => {
    const stateDir = await stateDirectory({ parentMode: 0o700 });
    await mkdir(outerBase(stateDir));
    await chown(outerBase(stateDir), nobody.uid, nobody.gid);

    const attempt = start(stateDir);

    await expect(attempt).rejects.toThrow(StateDirectoryError);
    await rm(outerBase(stateDir), { recursive: true });
  });

  it.runIf(NOBODY_READS_US)('takes over data of another user, as that user', async () => {
    const stateDir = await stateDirectoryOfNobody();
    const stack = await startInChild(stateDir, { user: nobody });
    await query(stack.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    await killNode(stack);

    const second = await start(stateDir);

    expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    const { pid } = await serverOf(second.adminUrl);
    expect((await stat(`/proc/${pid}`)).uid).toBe(nobody.uid);
  });
});

describe.runIf(NOBODY_READS_US)('startPostgres as an ordinary user', () => {
  it('keeps everything in the state directory', async () => {
    const stateDir = await stateDirectoryOfNobody();

    const stack = await startInChild(stateDir, { user: nobody });

    const { dataDir, pid } = await serverOf(stack.adminUrl);
    expect(dataDir).toBe(join(stateDir, 'postgres', 'data'));
    expect((await stat(`/proc/${pid}`)).uid).toBe(nobody.uid);
  });

  it('says so when the state directory belongs to another user', async () => {
    const stateDir = await stateDirectoryOfNobody();
    const server = await start(stateDir);
    await server.stop();

    const attempt = startInChild(stateDir, { user: nobody });

    await expect(attempt).rejects.toThrow('StateDirectoryError');
  });
});

describe('removePostgres', () => {
  it('ends the server and removes what belongs to it, and nothing else', async () => {
    const stateDir = await stateDirectory({ parentMode: 0o700 });
    const server = await start(stateDir);
    const { dataDir } = await serverOf(server.adminUrl);
    await mkdir(join(stateDir, 'of-others'));

    await removePostgres(stateDir);

    expect(await server.exited).toEqual({ code: 0, signal: null });
    await expect(lstat(dirname(dataDir))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(lstat(join(stateDir, 'secrets.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await lstat(join(stateDir, 'of-others'))).isDirectory()).toBe(true);
  });
});
