import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, rename, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SourceError } from '../../../lib/sources/source-error.ts';
import { storedFile } from '../../../lib/sources/stored-file.ts';
import { newFolder } from '../../support/new-folder.ts';
import { collect, failure, isOpen, OPEN_FILES } from './reading.ts';

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

describe('look', () => {
  test('tells size and first bytes', async () => {
    const path = await fileOf('looked-at.csv', 'abc');

    const { size, head } = await storedFile(path).look(2);

    expect(size).toBe(3);
    expect(head.toString()).toBe('ab');
  });

  test('has all bytes of a file that is shorter than the head', async () => {
    const path = await fileOf('one-byte.csv', 'a');

    const { head } = await storedFile(path).look(2);

    expect(head.toString()).toBe('a');
  });

  test('has the same tag for a file that nobody touched', async () => {
    const file = storedFile(await fileOf('untouched.csv', 'abc'));

    const [before, after] = [await file.look(0), await file.look(0)];

    expect(after.tag).toBe(before.tag);
  });

  test.each([
    ['was written to', (path: string) => utimes(path, 1, 1)],
    [
      'was replaced',
      async (path: string) => {
        await writeFile(`${path}.new`, 'abc');
        await rename(`${path}.new`, path);
      },
    ],
  ])('has another tag for a file that %s', async (_, touch) => {
    const path = await fileOf('touched.csv', 'abc');
    const before = await storedFile(path).look(0);

    await touch(path);
    const after = await storedFile(path).look(0);

    expect(after.tag).not.toBe(before.tag);
  });

  test('has another tag for a file that was written to and given its old time back', async () => {
    const path = await fileOf('disguised.csv', 'abc');
    await utimes(path, 1, 1);
    const before = await storedFile(path).look(0);

    await writeFile(path, 'xyz');
    await utimes(path, 1, 1);
    const after = await storedFile(path).look(0);

    expect(after.tag).not.toBe(before.tag);
  });

  test('follows symbolic links', async () => {
    const path = await fileOf('target.csv', 'abc');
    const link = join(folder, 'link.csv');
    await symlink(path, link);

    const look = await storedFile(link).look(3);

    expect(look).toEqual(await storedFile(path).look(3));
  });

  test.skipIf(!existsSync(OPEN_FILES))('leaves nothing open', async () => {
    const path = await fileOf('closed.csv', 'abc');

    await storedFile(path).look(2);

    expect(isOpen(path)).toBe(false);
  });

  test.each([
    ['missing', 'a file that is not there', () => join(folder, 'nowhere.csv')],
    ['missing', 'a path through a file', async () => join(await fileOf('plain.csv', ''), 'below.csv')],
    ['not_a_file', 'a directory', () => folder],
    ['unreadable', 'a name no file system takes', () => join(folder, 'x'.repeat(5000))],
  ])('says %s for %s, in one line with its name', async (code, _, locate) => {
    const path = await locate();

    const error = await failure(storedFile(path).look(2));

    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ code, uri: path, message: expect.stringMatching(/^.+: .+$/) });
    expect(String(error)).toContain(path);
  });

  test('says missing in one line when the name has several', async () => {
    const error = await failure(storedFile(join(folder, 'a\nb.csv')).look(2));

    expect(String(error)).not.toContain('\n');
    expect(String(error)).toContain('a\\nb.csv: does not exist');
  });

  test('does not wait for a writer of a named pipe', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);

    const error = await failure(storedFile(path).look(2));

    expect(error).toMatchObject({ code: 'not_a_file' });
  });

  test.skipIf(process.getuid?.() === 0)('says unreadable for a file without permission', async () => {
    const path = await fileOf('secret.csv', 'x');
    await chmod(path, 0);

    const error = await failure(storedFile(path).look(2));

    expect(error).toMatchObject({ code: 'unreadable' });
  });
});

describe('read', () => {
  const content = Buffer.from(Array.from({ length: 700_000 }, (_, at) => at % 251));

  test.each([
    [0, 700_000],
    [1, 699_999],
    [262_143, 262_145],
    [5, 5],
  ])('gives the bytes from %i to %i', async (from, to) => {
    const path = await fileOf('range.bin', content);

    const bytes = await collect(storedFile(path).read({ from, to }));

    expect(bytes.equals(content.subarray(from, to))).toBe(true);
  });

  test.each([0, 1, 699_999, 700_000, 700_001])('gives the bytes from %i to the end', async (from) => {
    const path = await fileOf('rest.bin', content);

    const bytes = await collect(storedFile(path).read({ from }));

    expect(bytes.equals(content.subarray(from))).toBe(true);
  });

  test('gives chunks of at most 256 KiB, each in a buffer of its own', async () => {
    const path = await fileOf('chunks.bin', content);
    const chunks: Buffer[] = [];

    for await (const chunk of storedFile(path).read({ from: 0 })) {
      chunks.push(chunk);
    }

    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024);
    expect(new Set(chunks.map(({ buffer }) => buffer)).size).toBe(chunks.length);
  });

  test('reads into the buffer that it is handed', async () => {
    const path = await fileOf('handed.bin', content);
    const buffer = Buffer.alloc(1000);
    const places: ArrayBufferLike[] = [];

    for await (const chunk of storedFile(path).read({ from: 0, to: 2500 }, () => buffer)) {
      places.push(chunk.buffer);
    }

    expect(places).toEqual([buffer.buffer, buffer.buffer, buffer.buffer]);
  });

  test('tells how many bytes it took', async () => {
    const path = await fileOf('told.bin', content);
    const stream = storedFile(path).read({ from: 100, to: 2600 }, () => Buffer.alloc(1000));
    const told: number[] = [stream.storedBytes];

    for await (const _ of stream) {
      told.push(stream.storedBytes);
    }

    expect(told).toEqual([0, 1000, 2000, 2500]);
  });

  test('says that a file ended before its range did', async () => {
    const path = await fileOf('shrunk.bin', content);
    await truncate(path, 1000);

    const error = await failure(collect(storedFile(path).read({ from: 500, to: 2000 })));

    expect(error).toMatchObject({ name: 'SourceError', code: 'truncated' });
    expect(String(error)).toContain('ends at byte 1000, not 2000');
  });

  test.each([
    ['missing', () => join(folder, 'nowhere.csv')],
    ['not_a_file', () => folder],
  ])('says %s before it reads', async (code, locate) => {
    const error = await failure(collect(storedFile(locate()).read({ from: 0, to: 1 })));

    expect(error).toMatchObject({ code });
  });

  test.skipIf(!existsSync(OPEN_FILES))('closes the file when its reader stops early', async () => {
    const path = await fileOf('early.bin', content);
    const openWhileRead: boolean[] = [];

    for await (const _ of storedFile(path).read({ from: 0 })) {
      openWhileRead.push(isOpen(path));
      break;
    }

    expect(openWhileRead).toEqual([true]);
    expect(isOpen(path)).toBe(false);
  });
});
