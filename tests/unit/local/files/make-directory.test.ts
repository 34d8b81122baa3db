import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDirectory } from '../../../../local/files/make-directory.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a directory is made with all that are missing above it', async () => {
  const path = join(temporaryFolder(), 'a', 'b', 'c');

  await makeDirectory(path);

  expect((await stat(path)).isDirectory()).toBe(true);
});

test('a directory that is there is fine', async () => {
  await expect(makeDirectory(temporaryFolder())).resolves.toBeUndefined();
});

test.each([[[]], [['below']]])('a file is no directory, nor is there one below it: %j', async (names) => {
  const path = join(temporaryFolder(), 'file');
  await writeFile(path, '');

  await expect(makeDirectory(join(path, ...names))).rejects.toThrow(/EEXIST|ENOTDIR/);
});

test.runIf(process.platform === 'linux')('where the system makes none, it is told at once', async () => {
  await expect(makeDirectory('/proc/etl-pipeline/state')).rejects.toThrow('ENOENT');
});
