import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { processIdIsTaken, processIsAlive } from '../../../local/processes/process-info.ts';
import { killNode, startInChild } from './child-stack.ts';
import { query, serverOf } from './queries.ts';
import { start, stateDirectory } from './state-directory.ts';

describe('startPostgres after a predecessor was killed', () => {
  it('recovers what was committed when the server itself was killed', async () => {
    const stateDir = await stateDirectory();
    const first = await start(stateDir);
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    const { pid } = await serverOf(first.adminUrl);
    process.kill(pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });

    const second = await start(stateDir);

    expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('recovers while a busy session of the killed server still holds its memory', async () => {
    const stateDir = await stateDirectory();
    const first = await start(stateDir);
    const { pid } = await serverOf(first.adminUrl);
    // Never waits for anything, so that it does not notice the end of its server.
    const busy = query(
      first.adminUrl,
      'SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 100000) b',
    ).catch(() => undefined);
    await expect
      .poll(() => query(first.adminUrl, `SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT count'`), {
        timeout: 30_000,
      })
      .not.toEqual([]);
    process.kill(pid, 'SIGKILL');
    await first.exited;

    const second = await start(stateDir);

    expect(await query(second.adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await busy;
  });

  it('ends the server that a killed node left running, and takes its data over', async () => {
    const stateDir = await stateDirectory();
    const stack = await startInChild(stateDir);
    await query(stack.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    const { pid } = await serverOf(stack.adminUrl);
    await killNode(stack);
    expect(processIsAlive(pid)).toBe(true);

    const second = await start(stateDir, stack.port);

    expect(processIsAlive(pid)).toBe(false);
    expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('ends a server whose state directory was removed while it ran', async () => {
    const stateDir = await stateDirectory();
    const stack = await startInChild(stateDir);
    const { pid } = await serverOf(stack.adminUrl);
    await query(stack.adminUrl, 'CREATE TABLE gone AS SELECT 42 AS n');
    await killNode(stack);
    await rm(stateDir, { recursive: true });

    const second = await start(stateDir, stack.port);

    expect(processIsAlive(pid)).toBe(false);
    expect(await query(second.adminUrl, `SELECT to_regclass('gone')::text AS table`)).toEqual([
      { table: null },
    ]);
  });

  it('is not hindered by a stale process id that now belongs to another program', async () => {
    const stateDir = await stateDirectory();
    const first = await start(stateDir);
    const { dataDir, pid } = await serverOf(first.adminUrl);
    const staleFile = await readFile(join(dataDir, 'postmaster.pid'), 'utf8');
    process.kill(pid, 'SIGKILL');
    await first.exited;
    // As the server's user: PostgreSQL passes over the processes of others by itself.
    const { uid, gid } = await stat(dataDir);
    const bystander = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore' });
    onTestFinished(() => {
      bystander.kill('SIGKILL');
    });
    await writeFile(join(dataDir, 'postmaster.pid'), staleFile.replace(/^\d+/, String(bystander.pid)));

    const second = await start(stateDir);

    expect(await query(second.adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(processIsAlive(bystander.pid ?? 0)).toBe(true);
  });

  it('is not hindered by a killed server that its parent has not collected', async () => {
    const stateDir = await stateDirectory();
    const stack = await startInChild(stateDir);
    await query(stack.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n');
    const { pid } = await serverOf(stack.adminUrl);
    // A parent that stands still leaves the server a zombie, whose id the kernel still counts as taken.
    stack.child.kill('SIGSTOP');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => processIsAlive(pid), { timeout: 30_000 }).toBe(false);
    expect(processIdIsTaken(pid)).toBe(true);

    const second = await start(stateDir);

    expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('starts afresh when the node process was killed during initdb', async () => {
    const stateDir = await stateDirectory();
    const starting = startInChild(stateDir, { onSpawn: (child) => killDuringInitdb(child, stateDir) });
    await expect(starting).rejects.toThrow('The child started no server');

    const second = await start(stateDir);

    expect(await query(second.adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });
});

async function killDuringInitdb(child: ChildProcess, stateDir: string): Promise<void> {
  const home = join(stateDir, 'postgres');
  await expect
    .poll(() => readdir(home).catch(() => []), { interval: 5, timeout: 60_000 })
    .toContainEqual(expect.stringMatching(/^initdb-[^.]*$/));
  child.kill('SIGKILL');
}
