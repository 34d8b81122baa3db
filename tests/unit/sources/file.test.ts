import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { identify, readHead, readRange, SourceError, sameIdentity } from '../../../lib/sources/file.ts';
import { newFolder } from '../../support/new-folder.ts';

let folder: string;

beforeAll(() => {
  const { path, remove } = newFolder();
  folder = path;
  return remove;
});

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) {
    all.push(chunk);
  }
  return Buffer.concat(all);
}

/** Where Linux lists the open files of a process, as links. */
const OPEN_FILES = '/proc/self/fd';

const isOpen = (path: string) =>
  readdirSync(OPEN_FILES).some((fd) => {
    try {
      return readlinkSync(join(OPEN_FILES, fd)) === path;
    } catch {
      // The descriptor that listed the directory is closed by now.
      return false;
    }
  });

/** What the promise is rejected with. */
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('identify', () => {
  test('tells size, time and inode in plain JSON', async () => {
    const path = await fileOf('identified.csv', 'abc');

    const identity = await identify(path);

    expect(JSON.parse(JSON.stringify(identity))).toEqual({
      path,
      size: 3,
      mtimeNs: expect.stringMatching(/^\d{19}$/),
      inode: expect.stringMatching(/^\d+$/),
    });
  });

  test.each([
    ['missing', 'a file that is not there', () => join(folder, 'nowhere.csv')],
    ['missing', 'a path through a file', async () => join(await fileOf('plain.csv', ''), 'below.csv')],
    ['not_a_file', 'a directory', () => folder],
    ['unreadable', 'a name no file system takes', () => join(folder, 'x'.repeat(5000))],
  ])('says %s for %s, in one line with its name', async (code, _, locate) => {
    const path = await locate();

    const error = await failure(identify(path));

    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ code, path, message: expect.stringMatching(/^.+: .+$/) });
    expect(String(error)).toContain(path);
  });

  test('does not wait for a writer of a named pipe', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);

    const error = await failure(identify(path));

    expect(error).toMatchObject({ code: 'not_a_file' });
  });

  test.skipIf(process.getuid?.() === 0)('says unreadable for a file without permission', async () => {
    const path = await fileOf('secret.csv', 'x');
    execFileSync('chmod', ['000', path]);

    const error = await failure(identify(path));

    expect(error).toMatchObject({ code: 'unreadable' });
  });
});

describe('sameIdentity', () => {
  test('finds no change in a file nobody touched', async () => {
    const path = await fileOf('untouched.csv', 'abc');

    const change = sameIdentity(await identify(path), await identify(path));

    expect(change).toBeUndefined();
  });

  test.each([
    ['the size changed', (path: string) => writeFile(path, 'abcd')],
    ['was written to', (path: string) => utimes(path, 1, 1)],
    [
      'replaced by another',
      async (path: string) => {
        await writeFile(`${path}.new`, 'abc');
        await rename(`${path}.new`, path);
      },
    ],
  ])('says that %s', async (text, touch) => {
    const path = await fileOf('touched.csv', 'abc');
    const before = await identify(path);

    await touch(path);
    const change = sameIdentity(before, await identify(path));

    expect(change).toContain(text);
  });

  test('says that the path is another', async () => {
    const identity = await identify(await fileOf('one.csv', 'abc'));

    const change = sameIdentity(identity, { ...identity, path: '/elsewhere.csv' });

    expect(change).toContain('/elsewhere.csv');
  });
});

describe('readRange', () => {
  const content = Buffer.from(Array.from({ length: 700_000 }, (_, at) => at % 251));

  test.each([
    [0, 700_000],
    [1, 699_999],
    [262_143, 262_145],
    [5, 5],
  ])('reads the bytes from %i to %i', async (from, to) => {
    const path = await fileOf('range.bin', content);

    const bytes = await collect(readRange(path, { from, to }));

    expect(bytes.equals(content.subarray(from, to))).toBe(true);
  });

  test('reads in chunks of at most 256 KiB, each in a buffer of its own', async () => {
    const path = await fileOf('chunks.bin', content);
    const chunks: Buffer[] = [];

    for await (const chunk of readRange(path, { from: 0, to: content.length })) {
      chunks.push(chunk);
    }

    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024);
    expect(new Set(chunks.map(({ buffer }) => buffer)).size).toBe(chunks.length);
  });

  test('says that a file ended before its range did', async () => {
    const path = await fileOf('shrunk.bin', content);
    await truncate(path, 1000);

    const error = await failure(collect(readRange(path, { from: 500, to: 2000 })));

    expect(error).toMatchObject({ name: 'SourceError', code: 'truncated' });
    expect(String(error)).toContain('ends at byte 1000, not 2000');
  });

  test.each([
    ['missing', () => join(folder, 'nowhere.csv')],
    ['not_a_file', () => folder],
  ])('says %s before it reads', async (code, locate) => {
    const error = await failure(collect(readRange(locate(), { from: 0, to: 1 })));

    expect(error).toMatchObject({ code });
  });

  test.skipIf(!existsSync(OPEN_FILES))('closes the file when its reader stops early', async () => {
    const path = await fileOf('early.bin', content);
    const openWhileRead: boolean[] = [];

    for await (const _ of readRange(path, { from: 0, to: content.length })) {
      openWhileRead.push(isOpen(path));
      break;
    }

    expect(openWhileRead).toEqual([true]);
    expect(isOpen(path)).toBe(false);
  });
});

describe('readHead', () => {
  test('reads the first bytes', async () => {
    const path = await fileOf('head.csv', 'abcdef');

    const head = await readHead(path, 4);

    expect(head.toString()).toBe('abcd');
  });

  test('reads all of a shorter file', async () => {
    const path = await fileOf('short.csv', 'abc');

    const head = await readHead(path, 100);

    expect(head.toString()).toBe('abc');
  });

  test('says missing for a file that is not there', async () => {
    const error = await failure(readHead(join(folder, 'nowhere.csv'), 10));

    expect(error).toMatchObject({ code: 'missing' });
  });
});
