import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findSources } from '../../../lib/sources/find-sources.ts';
import { locationOf } from '../../../lib/sources/location.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { failure } from './reading.ts';

/** A folder with empty files of these names. */
async function folderOf(...names: readonly string[]): Promise<string> {
  const folder = temporaryFolder();
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), 'id\n');
  }
  return folder;
}

describe('the names found', () => {
  test.each([
    ['by name', ['users.csv'], ['users.csv']],
    ['by names in sub-folders', ['2024/users.csv'], ['2024/users.csv']],
    ['by a glob', ['orders-*.csv'], ['orders-1.csv', 'orders-10.csv', 'orders-2.csv.gz']],
    [
      'once, however many patterns match them',
      ['orders-1.csv', './orders-1.csv', '{users,orders-1}.csv'],
      ['orders-1.csv', 'users.csv'],
    ],
    ['compressed where the plain one is asked for', ['orders-2.csv'], ['orders-2.csv.gz']],
    ['compressed by their own name', ['orders-2.csv.gz'], ['orders-2.csv.gz']],
    ['in sub-folders', ['**/users.csv'], ['2024/users.csv', 'users.csv']],
    ['hidden, when a pattern begins with a dot', ['.*.csv'], ['.users.csv']],
    ['hidden, by name', ['.users.csv'], ['.users.csv']],
    ['none, without patterns', [], []],
  ])('are found %s', async (_, patterns, expected) => {
    const folder = await folderOf(
      'users.csv',
      '.users.csv',
      'orders-10.csv',
      'orders-1.csv',
      'orders-2.csv.gz',
      'orders.txt',
      '2024/users.csv',
    );

    const found = await findSources(locationOf(folder), patterns);

    expect(found).toEqual({ names: expected, problems: [] });
  });

  test('are sorted by the bytes of their UTF-8', async () => {
    // UTF-16 has the emoji, U+1F600, before U+FF5E.
    const folder = await folderOf('😀.csv', '\uff5e.csv', 'b.csv', 'B.csv', 'é.csv');

    const { names } = await findSources(locationOf(folder), ['*.csv']);

    expect(names).toEqual(['B.csv', 'b.csv', 'é.csv', '\uff5e.csv', '😀.csv']);
  });

  test('are those of links to files, too', async () => {
    const folder = await folderOf('elsewhere.txt');
    await symlink(join(folder, 'elsewhere.txt'), join(folder, 'a.csv'));

    const { names } = await findSources(locationOf(folder), ['*.csv']);

    expect(names).toEqual(['a.csv']);
  });

  test.each([['users.csv'], ['*.csv']])('have among them what %s is and cannot be read', async (pattern) => {
    const folder = temporaryFolder();
    await symlink(folder, join(folder, 'users.csv'));

    const found = await findSources(locationOf(folder), [pattern]);

    expect(found).toEqual({ names: ['users.csv'], problems: [] });
  });
});

describe('problems', () => {
  test.each([
    ['users.csv', 'does not exist, nor does users.csv.gz'],
    ['users.csv.gz', 'does not exist'],
  ])('are told of %s that nothing matches', async (pattern, seen) => {
    const folder = await folderOf('orders.txt');

    const found = await findSources(locationOf(folder), [pattern, '*.txt']);

    expect(found).toEqual({
      names: ['orders.txt'],
      problems: [{ code: 'nothing_found', pattern, seen }],
    });
  });

  test('of a pattern tell what there is in its folder', async () => {
    const folder = await folderOf('orders.txt');
    const location = locationOf(folder);

    const { problems } = await findSources(location, ['*.csv', 'rentals/*.csv']);

    expect(problems.map(({ seen }) => seen)).toEqual([
      `no file matches this pattern; ${folder} has 1 files, the first is orders.txt`,
      `no file matches this pattern: ${folder}/rentals has no files, or does not exist`,
    ]);
  });

  test('are all told, in the order of the patterns', async () => {
    const found = await findSources(locationOf(temporaryFolder()), ['b.csv', 'a.csv']);

    expect(found.problems.map(({ pattern }) => pattern)).toEqual(['b.csv', 'a.csv']);
  });

  test.each([['users.csv'], ['*.csv'], ['users*'], ['2024/../users.csv']])(
    'are told of a file that %s finds with an archive of it',
    async (pattern) => {
      const folder = await folderOf('users.csv', 'users.csv.gz');

      const found = await findSources(locationOf(folder), [pattern]);

      expect(found).toEqual({
        names: ['users.csv', 'users.csv.gz'],
        problems: [
          {
            code: 'found_twice',
            pattern: 'users.csv',
            seen: expect.stringContaining('users.csv.gz exists as well'),
          },
        ],
      });
    },
  );

  test('are none when only the archive is asked for', async () => {
    const folder = await folderOf('users.csv', 'users.csv.gz');

    const found = await findSources(locationOf(folder), ['users.csv.gz']);

    expect(found).toEqual({ names: ['users.csv.gz'], problems: [] });
  });
});

describe('names in another case', () => {
  test.each([
    ['for a name', ['users.csv'], ['Users.CSV']],
    ['for a name that is in capitals', ['ORDERS.CSV'], ['orders.csv']],
    ['for an archive', ['items.csv'], ['ITEMS.CSV.GZ']],
    ['for a glob, all of them', ['visits-*.csv'], ['VISITS-2.CSV.gz', 'Visits-1.Csv']],
    ['in a folder of another case', ['archive/old.csv'], ['Archive/Old.csv']],
    ['but not for a name that is there', ['plain.csv'], ['plain.csv']],
    ['but not for a glob that matches', ['p*.csv'], ['plain.csv']],
  ])('are taken %s', async (_, patterns, expected) => {
    const folder = await folderOf(
      'Users.CSV',
      'orders.csv',
      'ITEMS.CSV.GZ',
      'Visits-1.Csv',
      'VISITS-2.CSV.gz',
      'Archive/Old.csv',
      'plain.csv',
      'PLAIN.CSV',
    );

    const found = await findSources(locationOf(folder), patterns);

    expect(found).toEqual({ names: expected, problems: [] });
  });

  test.each([[['Users.csv', 'USERS.CSV']], [['Users.csv', 'Users.csv.GZ']]])(
    'of which a name has several are refused: %j',
    async (names) => {
      const folder = await folderOf(...names);

      const found = await findSources(locationOf(folder), ['users.csv']);

      expect(found).toEqual({
        names: [],
        problems: [
          {
            code: 'several_found',
            pattern: 'users.csv',
            seen: expect.stringContaining(
              `several names differ from it only in case: ${names.toSorted().join(', ')}; it is not clear`,
            ),
          },
        ],
      });
    },
  );

  test('are told of a glob, when one is the archive of another', async () => {
    const folder = await folderOf('A.CSV', 'a.csv.GZ');

    const { problems } = await findSources(locationOf(folder), ['?.Csv']);

    expect(problems).toEqual([
      { code: 'found_twice', pattern: 'A.CSV', seen: expect.stringContaining('a.csv.GZ exists as well') },
    ]);
  });
});

describe('the location', () => {
  test('is listed for a glob, and says when that cannot be', async () => {
    const error = await failure(findSources(locationOf(join(temporaryFolder(), 'nowhere')), ['*.csv']));

    expect(error).toMatchObject({ name: 'SourceError', code: 'missing' });
  });

  test('is not listed for names', async () => {
    const location = locationOf(await folderOf('users.csv'));
    const unlisted = {
      ...location,
      list: () => {
        throw new Error('listed');
      },
    };

    const { names } = await findSources(unlisted, ['users.csv']);

    expect(names).toEqual(['users.csv']);
  });

  test.skipIf(process.getuid?.() === 0)(
    'may have sub-folders nobody may read, unless one is asked for',
    async () => {
      const folder = await folderOf('users.csv');
      await mkdir(join(folder, 'lost+found'));
      await chmod(join(folder, 'lost+found'), 0);
      onTestFinished(() => chmod(join(folder, 'lost+found'), 0o700));

      const found = await findSources(locationOf(folder), ['*.csv']);
      const error = await failure(findSources(locationOf(folder), ['**/*.csv']));

      expect(found.names).toEqual(['users.csv']);
      expect(error).toMatchObject({ code: 'unreadable' });
    },
  );
});
