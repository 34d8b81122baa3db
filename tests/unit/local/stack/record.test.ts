import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import {
  claimStateDir,
  releaseStateDir,
  runningStack,
  type StackRecord,
  StackRunningError,
  updateRecord,
} from '../../../../local/stack/record.ts';
import { readSettings } from '../../../../local/stack/settings.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const run = promisify(execFile);

function stateDir() {
  const directory = temporaryFolder();
  const settings = readSettings({ ETL_STATE_DIR: join(directory, 'state') }, directory);
  const path = join(settings.stateDir, 'stack.json');
  const lines: string[] = [];
  return {
    settings,
    path,
    lines,
    claim: () => claimStateDir(settings, (line) => lines.push(line)),
    read: async () => JSON.parse(await readFile(path, 'utf8')) as StackRecord,
    /** As if a process of that id had claimed the folder. */
    leave: async (record: Partial<StackRecord>) => {
      const own = await claimStateDir(settings, () => undefined);
      await writeFile(path, JSON.stringify({ ...own, ...record }));
    },
  };
}

/** A process with such arguments behind its program, which does nothing until it is ended. */
async function processLike(...args: string[]) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', ...args]);
  const exited = once(child, 'exit');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, exited, child };
}

/** The id of a process that has ended. */
async function endedPid() {
  const { pid, exited, child } = await processLike();
  child.kill('SIGKILL');
  await exited;
  return pid;
}

test('a folder that is not there is made and claimed', async () => {
  const { claim, read, settings } = stateDir();

  await claim();

  expect(await read()).toEqual({ pid: process.pid, startedAt: expect.any(String), settings });
});

test('nobody else may read the record, since addresses with passwords come into it', async () => {
  const { claim, path } = stateDir();

  const record = await claim();
  await updateRecord(record, { apiPid: 7 });

  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a folder in use is refused, saying by which process and where', async () => {
  const { claim, leave, read } = stateDir();
  const { pid } = await processLike('local/main.ts');
  await leave({ pid });

  await expect(claim()).rejects.toThrow(StackRunningError);

  await expect(claim()).rejects.toThrow(`process ${pid}, http://127.0.0.1:5000`);
  expect((await read()).pid).toBe(pid);
});

test('a stack is running while its process is', async () => {
  const { leave, settings } = stateDir();
  const { pid, child, exited } = await processLike('local/main.ts');
  await leave({ pid });

  const before = await runningStack(settings.stateDir);
  child.kill('SIGKILL');
  await exited;

  expect(before?.pid).toBe(pid);
  expect(await runningStack(settings.stateDir)).toBeUndefined();
});

test('a process that only has the id of the former stack does not count', async () => {
  const { claim, leave, read, settings } = stateDir();
  await leave({ pid: (await processLike('something/else.ts')).pid });

  expect(await runningStack(settings.stateDir)).toBeUndefined();
  await claim();
  expect((await read()).pid).toBe(process.pid);
});

test('a process that has the id of its killed predecessor, as in a container, takes the folder over', async () => {
  const { path, settings } = stateDir();
  const module = resolve('local/stack/record.ts');
  const program = `
    const { claimStateDir, runningStack } = await import(${JSON.stringify(module)});
    const settings = ${JSON.stringify(settings)};
    const { writeFile } = await import('node:fs/promises');
    await claimStateDir(settings, () => undefined);
    await writeFile(${JSON.stringify(path)}, JSON.stringify({ pid: process.pid, settings, addresses: {} }));
    const running = await runningStack(settings.stateDir);
    await claimStateDir(settings, () => undefined);
    process.stdout.write(JSON.stringify({ running: running ?? null }));`;

  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, 'local/main.ts']);

  expect(JSON.parse(stdout)).toEqual({ running: null });
});

test.each(['', '{"pid":', 'not JSON'])('a damaged record %j counts as left behind', async (text) => {
  const { claim, path, read } = stateDir();
  await claim();
  await writeFile(path, text);

  await claim();

  expect((await read()).pid).toBe(process.pid);
});

test('the API server that a killed predecessor left running is stopped, and that is said', async () => {
  const { claim, leave, lines } = stateDir();
  const api = await processLike('node_modules/serverless/bin/serverless.js', 'offline');
  await leave({ pid: await endedPid(), apiPid: api.pid });

  await claim();

  await api.exited;
  expect(lines).toEqual([expect.stringContaining(`(process ${api.pid})`)]);
});

test('a process that only has the id of the former API server is left alone', async () => {
  const { claim, leave, lines } = stateDir();
  const stranger = await processLike('something/else.js');
  await leave({ pid: await endedPid(), apiPid: stranger.pid });

  await claim();

  expect(stranger.child.exitCode ?? stranger.child.signalCode).toBeNull();
  expect(lines).toEqual([]);
});

test('what becomes known is added to the record', async () => {
  const { claim, read } = stateDir();
  const record = await claim();

  await updateRecord(record, { apiPid: 7 });

  expect(await read()).toEqual({ ...record, apiPid: 7 });
});

test('claiming and updating leave no other file behind', async () => {
  const { claim, settings } = stateDir();

  await updateRecord(await claim(), { apiPid: 7 });

  expect(await readdir(settings.stateDir)).toEqual(['stack.json']);
});

test('a folder that was given back belongs to nobody', async () => {
  const { claim, settings } = stateDir();
  await claim();

  await releaseStateDir(settings.stateDir);

  expect(await readdir(settings.stateDir)).toEqual([]);
});

test('the record of another process is not removed', async () => {
  const { leave, read, settings } = stateDir();
  const { pid } = await processLike('local/main.ts');
  await leave({ pid });

  await releaseStateDir(settings.stateDir);

  expect((await read()).pid).toBe(pid);
});

test('where no stack ever was, none is running and there is nothing to give back', async () => {
  const { settings } = stateDir();

  expect(await runningStack(settings.stateDir)).toBeUndefined();
  await expect(releaseStateDir(settings.stateDir)).resolves.toBeUndefined();
});
