import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeDirectory } from '../../../../local/files/make-directory.ts';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'make-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a directory is made with all that are missing above it', async () => {
  const path = join(await newFolder(), 'a', 'b', 'c');

  await makeDirectory(path);

  expect((await stat(path)).isDirectory()).toBe(true);
});

test('a directory that is there is fine', async () => {
  await expect(makeDirectory(await newFolder())).resolves.toBeUndefined();
});

test.each([[[]], [['below']]])('a file is no directory, nor is there one below it: %j', async (names) => {
  const path = join(await newFolder(), 'file');
  await writeFile(path, '');

  await expect(makeDirectory(join(path, ...names))).rejects.toThrow(/EEXIST|ENOTDIR/);
});

test.runIf(process.platform === 'linux')('where the system makes none, it is told at once', async () => {
  await expect(makeDirectory('/proc/etl-pipeline/state')).rejects.toThrow('ENOENT');
});
