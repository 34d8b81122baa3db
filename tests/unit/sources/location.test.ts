import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { locationOf, openSource } from '../../../lib/sources/location.ts';
import { SourceError } from '../../../lib/sources/source-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { collect, failure, listed } from './reading.ts';

describe('locationOf', () => {
  test('takes a path without a scheme for a folder', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), 'abc');

    const location = locationOf(folder);

    expect(location.uriOf('users.csv')).toBe(join(folder, 'users.csv'));
    expect((await collect(location.source('users.csv').read({ from: 1 }))).toString()).toBe('bc');
  });

  test.each(['gs://bucket/orders', 'http://127.0.0.1/orders', 'HTTPS://x', 'constructor://x'])(
    'says of %s which kinds there are',
    (uri) => {
      const error = (() => {
        try {
          return locationOf(uri);
        } catch (thrown) {
          return thrown;
        }
      })();

      expect(error).toBeInstanceOf(SourceError);
      expect(error).toMatchObject({ code: 'unknown_kind', uri });
      expect(String(error)).toContain('the path of a folder');
    },
  );

  test('takes a path with a colon in it for a folder', async () => {
    const folder = join(temporaryFolder(), 'a:b');
    await mkdir(folder);

    const names = await listed(locationOf(folder).list());

    expect(names).toEqual([]);
  });
});

describe('a version', () => {
  test('is plain JSON', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), 'abc');

    const version = await locationOf(folder).source('users.csv').version();

    expect(JSON.parse(JSON.stringify(version))).toEqual({
      uri: join(folder, 'users.csv'),
      size: 3,
      tag: expect.stringMatching(/^\d+-\d+-\d+$/),
      modifiedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      transforms: [],
    });
  });

  test('has the bytes as stored for its size', async () => {
    const folder = temporaryFolder();
    const archive = gzipSync('a'.repeat(10_000));
    await writeFile(join(folder, 'users.csv.gz'), archive);

    const version = await locationOf(folder).source('users.csv.gz').version();

    expect(version).toMatchObject({ size: archive.length, transforms: ['gzip'] });
  });

  test.each([
    ['users.csv', gzipSync('abc'), ['gzip']],
    ['users.csv.gz', gzipSync('abc'), ['gzip']],
    ['users.csv.gz', Buffer.from('abc'), []],
    ['users.csv', Buffer.from([0x1f]), []],
    ['users.csv', Buffer.alloc(0), []],
    ['users.csv.gz', Buffer.from('a'), []],
  ])('of a file %s is told by its first bytes (%#)', async (name, content, transforms) => {
    const folder = temporaryFolder();
    await writeFile(join(folder, name), content);

    const version = await locationOf(folder).source(name).version();

    expect(version.transforms).toEqual(transforms);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['one byte long', Buffer.from([0x1f])],
  ])('of a file with the name of an archive that is %s says damaged', async (text, content) => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv.GZ'), content);

    const error = await failure(locationOf(folder).source('users.csv.GZ').version());

    expect(error).toMatchObject({ name: 'SourceError', code: 'damaged' });
    expect(String(error)).toContain(`the file is ${text}`);
  });
});

describe('a source', () => {
  test('is read as what it is by somebody who has not looked', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), gzipSync('abcdef'));

    const stream = locationOf(folder).source('users.csv').read({ from: 2, to: 4 });

    expect((await collect(stream)).toString()).toBe('cd');
    expect(stream.storedBytes).toBe(gzipSync('abcdef').length);
  });

  test.each([
    ['plain', Buffer.from('abc'), true],
    ['gzip', gzipSync('abc'), false],
  ])('that is %s says whether it is seekable, once it was looked at', async (_, content, isSeekable) => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), content);
    const source = locationOf(folder).source('users.csv');
    const before = source.isSeekable;

    const version = await source.version();

    expect([before, source.isSeekable]).toEqual([false, isSeekable]);
    expect(openSource(version).isSeekable).toBe(isSeekable);
  });

  test.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gzip', (text: string) => gzipSync(text)],
  ])('that is %s can be opened by its version', async (_, stored) => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), stored('abcdef'));
    const version = await locationOf(folder).source('users.csv').version();

    const bytes = await collect(openSource(JSON.parse(JSON.stringify(version))).read({ from: 3 }));

    expect(bytes.toString()).toBe('def');
  });

  test.each([
    ['identity', Buffer.from('abcdef')],
    ['gzip', gzipSync('abcdef')],
  ])('can be opened by a version of an earlier release, with the encoding %s', async (encoding, stored) => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), stored);
    const { transforms: _, ...version } = await locationOf(folder).source('users.csv').version();

    const bytes = await collect(
      openSource(JSON.parse(JSON.stringify({ ...version, encoding }))).read({ from: 3 }),
    );

    expect(bytes.toString()).toBe('def');
  });

  test('is not read by a transformation that there is not', () => {
    const source = openSource({ uri: '/data/users.csv', size: 3, tag: '1', transforms: ['rot13'] });

    expect(() => source.read({ from: 0 })).toThrow('no source transformation rot13');
  });

  test('opened by its version looks at what is there now', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), 'abc');
    const source = openSource(await locationOf(folder).source('users.csv').version());

    await writeFile(join(folder, 'users.csv'), gzipSync('abc'));
    const version = await source.version();

    expect(version.transforms).toEqual(['gzip']);
    expect(source.isSeekable).toBe(true);
  });

  test('that is an archive of an archive is inflated once', async () => {
    const folder = temporaryFolder();
    const inner = gzipSync('abc');
    await writeFile(join(folder, 'users.csv.gz.gz'), gzipSync(inner));

    const bytes = await collect(locationOf(folder).source('users.csv.gz.gz').read({ from: 0 }));

    expect(bytes).toEqual(inner);
  });
});

describe('list', () => {
  test('names files of the folder, of its sub-folders, and hidden ones', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'sub', 'deep'), { recursive: true });
    await Promise.all(
      ['a.csv', '.b.csv', 'sub/c.csv', 'sub/deep/d.csv'].map((name) => writeFile(join(folder, name), '')),
    );

    const names = await listed(locationOf(folder).list());

    expect(names).toEqual(['.b.csv', 'a.csv', 'sub/c.csv', 'sub/deep/d.csv']);
  });

  test('looks only into the sub-folders that are wanted', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'wanted', 'not'), { recursive: true });
    await mkdir(join(folder, 'not'));
    await Promise.all(
      ['wanted/a.csv', 'wanted/not/b.csv', 'not/c.csv'].map((name) => writeFile(join(folder, name), '')),
    );

    const names = await listed(locationOf(folder).list((name) => name === 'wanted'));

    expect(names).toEqual(['wanted/a.csv']);
  });

  test('does not follow links to folders', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub', 'a.csv'), '');
    await symlink(folder, join(folder, 'sub', 'up'));
    await symlink(join(folder, 'sub', 'a.csv'), join(folder, 'b.csv'));

    const names = await listed(locationOf(folder).list());

    expect(names).toEqual(expect.arrayContaining(['b.csv', 'sub/a.csv']));
    expect(names.filter((name) => name.startsWith('sub/up/'))).toEqual([]);
  });

  test.each([
    ['missing', (folder: string) => join(folder, 'nowhere')],
    ['not_a_folder', (folder: string) => join(folder, 'users.csv')],
  ])('says %s of what is no folder', async (code, locate) => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'users.csv'), '');

    const error = await failure(listed(locationOf(locate(folder)).list()));

    expect(error).toMatchObject({ name: 'SourceError', code, uri: locate(folder) });
  });

  test.skipIf(process.getuid?.() === 0)('says unreadable of a sub-folder without permission', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'sub'), { mode: 0o300 });
    onTestFinished(() => chmod(join(folder, 'sub'), 0o700));

    const error = await failure(listed(locationOf(folder).list()));

    expect(error).toMatchObject({ code: 'unreadable', uri: join(folder, 'sub') });
  });
});
