import type * as fs from 'node:fs/promises';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { replaceFile, writeOnce } from '../../../../local/files/durable-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** What was done to the disk, in order; the system calls themselves are real. */
const done: string[] = [];

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  const named =
    (name: 'rename' | 'link') =>
    async (from: string, to: string): Promise<void> => {
      await real[name](from, to);
      done.push(`${name} to ${basename(to)}`);
    };
  return {
    ...real,
    rename: named('rename'),
    link: named('link'),
    open: async (path: string, flags: string, mode?: number) => {
      const handle = await real.open(path, flags, mode);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        await sync();
        done.push((await handle.stat()).isDirectory() ? 'sync folder' : 'sync text');
      };
      return handle;
    },
  };
});

beforeEach(() => {
  done.length = 0;
});

test('a replaced file is on the disk before its name, and its name before it counts as written', async () => {
  const path = join(temporaryFolder(), 'state.json');

  await replaceFile(path, 'new');

  expect(done).toEqual(['sync text', 'rename to state.json', 'sync folder']);
});

test('a file that is written once is on the disk before its name, and its name before it counts as written', async () => {
  const path = join(temporaryFolder(), 'state.json');

  await writeOnce(path, 'first', 0o600);

  expect(done).toEqual(['sync text', 'link to state.json', 'sync folder']);
});

test('a replaced file has the new text and mode, and is alone in its folder', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'state.json');
  await writeFile(path, 'the old text, which is longer', { mode: 0o644 });

  await replaceFile(path, 'new');

  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['state.json']);
});

test('a file that is there is not written once more', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'state.json');
  await writeOnce(path, 'first', 0o600);

  const text = await writeOnce(path, 'second', 0o600);

  expect(text).toBe('first');
  expect(await readdir(folder)).toEqual(['state.json']);
});

test('of several writers at once all get the text of one', async () => {
  const path = join(temporaryFolder(), 'state.json');

  const texts = await Promise.all(['a', 'b', 'c', 'd'].map((text) => writeOnce(path, text, 0o600)));

  expect(new Set(texts)).toEqual(new Set([await readFile(path, 'utf8')]));
});
