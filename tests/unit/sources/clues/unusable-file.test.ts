import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unusableFile } from '../../../../lib/sources/clues/unusable-file.ts';
import { folderOf } from './folder-of.ts';

describe('of a file that is not there it is told', () => {
  test.each([
    [
      'users.csv',
      ['users (1).csv'],
      "users (1).csv is there: rename it, or declare it as files: 'users (1).csv'",
    ],
    [
      'users.csv',
      ['users (1).csv', 'users (2).csv'],
      "users (1).csv and users (2).csv are there: rename one of them, or declare it as files: 'users (1).csv'",
    ],
    [
      'compounds.csv',
      ['compounds.csv.txt'],
      "compounds.csv.txt is there: rename it, or declare it as files: 'compounds.csv.txt'",
    ],
    [
      'users.csv',
      ['users-1.csv', 'users-2.csv'],
      "users-1.csv and users-2.csv are there: to read all of them as one, declare files: 'users-*.csv'",
    ],
    ['users.csv', ['Users.xlsx'], 'Users.xlsx is there: export or unpack it as CSV'],
    ['users.csv', ['data.zip'], 'data.zip is there: unpack it if it holds the files'],
    [
      '2024/users.csv',
      ['2024/users_old.csv'],
      "2024/users_old.csv is there: rename it, or declare it as files: '2024/users_old.csv'",
    ],
    ['orders-*.csv', ['orders.csv'], "orders.csv is there: rename it, or declare it as files: 'orders.csv'"],
  ])('%s: %j', (name, names, hint) => {
    const clue = unusableFile('missing', folderOf(...names), name, []);

    expect(clue).toEqual({ hints: [hint] });
  });

  test('that it is one folder down', () => {
    const folder = folderOf('export/users.csv', '.git/users.csv');

    const clue = unusableFile('missing', folder, 'users.csv', []);

    expect(clue.hints).toEqual([
      `export/users.csv is there: give the folder ${folder}/export, or declare files: 'export/users.csv'`,
    ]);
  });

  test('that it is one folder up', () => {
    const folder = folderOf('users.csv', 'export/');

    const clue = unusableFile('missing', join(folder, 'export'), 'users.csv', []);

    expect(clue.hints).toEqual([`${folder}/users.csv is there: give the folder ${folder}`]);
  });

  test.each(['users.csv', 'users.csv.gz'])('that %s is a link, and to what', (name) => {
    const folder = folderOf();
    symlinkSync('/mnt/gone.csv', join(folder, name));

    const clue = unusableFile('missing', folder, 'users.csv', []);

    expect(clue.seen).toBe("is a symbolic link to /mnt/gone.csv, which can't be read");
  });

  test('nothing, where nothing is like it or what is like it is read', () => {
    const folder = folderOf('notes.txt', 'users-2.csv');

    expect(unusableFile('missing', folder, 'users.csv', ['users-2.csv'])).toEqual({ hints: [] });
  });
});

describe('of a folder in the place of a file it is told', () => {
  test.each([
    [['part-00000-a.csv', '_SUCCESS'], "to read all of them as one, declare files: 'users.csv/part-*.csv'"],
    [
      ['part-00000.csv.gz', 'part-00001.csv.gz'],
      "to read all of them as one, declare files: 'users.csv/part-*.csv'",
    ],
    [['part-00000', '_SUCCESS'], "to read all of them as one, declare files: 'users.csv/part-*'"],
    [['a.csv', 'b.csv'], "to read all of them as one, declare files: 'users.csv/*.csv'"],
    [['a.csv', 'b.txt'], "to read all of them as one, declare files: 'users.csv/*'"],
    [['notes.pdf'], 'put the file in its place, or declare another file name in `files`'],
  ])('what to do about %j in it', (names, hint) => {
    const folder = folderOf(...names.map((name) => `users.csv/${name}`));

    const clue = unusableFile('not_a_file', folder, 'users.csv', []);

    expect(clue).toEqual({
      seen: `is a folder (it has ${names.toSorted().join(' and ')}), not a file`,
      hints: [hint],
    });
  });
});

test('of other errors there is nothing to tell', () => {
  expect(unusableFile('damaged', folderOf('users.csv'), 'users.csv', [])).toEqual({ hints: [] });
});
