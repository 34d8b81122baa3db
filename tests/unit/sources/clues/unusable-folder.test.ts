import { chmodSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { unusableFolder } from '../../../../lib/sources/clues/unusable-folder.ts';
import { folderOf } from './folder-of.ts';

const WANTED = ['users.csv', 'orders.csv'];

/** What is said of a path below a folder with these names, without the path. */
function saidOf(path: string, ...names: readonly string[]) {
  const folder = folderOf(...names);
  const error = unusableFolder(join(folder, path), WANTED);
  return { folder, code: error?.code, said: error?.seen };
}

test('a folder that can be read is none', () => {
  expect(unusableFolder(folderOf(), WANTED)).toBeUndefined();
});

describe('of a folder that is not there it is told', () => {
  test.each([
    [
      'which folders there are',
      ['b/', 'c/', '.d/'],
      'the folders in HERE are b and c: give the path of the folder with the files',
    ],
    ['that there are none', [], 'HERE has no folders: give the path of the folder with the files'],
    ['which is near in name', ['Dat-A/', 'b/'], 'HERE has Dat-A: is that what you mean?'],
    ['which is a slip away', ['dtaa/', 'b/'], 'HERE has dtaa: is that what you mean?'],
    [
      'that its files are one folder up',
      ['users.csv', 'b/'],
      'users.csv is in HERE itself: give that folder',
    ],
    ['that there is an archive', ['data.zip', 'b/'], 'HERE has data.zip: unpack it if it holds the files'],
  ])('%s', (_, names, hint) => {
    const { folder, code, said } = saidOf('data', ...names);

    expect(code).toBe('missing');
    expect(said).toBe(`there is no such folder; ${hint.replaceAll('HERE', folder)}`);
  });

  test('of which part of its path that is so', () => {
    const { folder, said } = saidOf('a/b/c', 'x/');

    expect(said).toContain(`${folder}/a does not exist; the folders in ${folder} are x`);
  });

  test('that a part of its path is a file', () => {
    const { folder, code, said } = saidOf('users.csv/x/y', 'users.csv');

    expect(code).toBe('missing');
    expect(said).toBe(`there is no such folder; ${folder}/users.csv is a file, not a folder`);
  });

  test('that only a shell knows ~', () => {
    expect(saidOf('~/my data').said).toContain(`write ${join(homedir(), 'my data')}`);
  });

  test.each([
    ['C:\\Users\\Ada\\data', '/mnt/c/Users/Ada/data'],
    ['d:/data', '/mnt/d/data'],
    ['E:', '/mnt/e'],
    ['C:UsersAda', '/mnt/c/…'],
  ])('that %s is a path of Windows', (path, meant) => {
    expect(saidOf(path).said).toContain(
      `that is a Windows path, which does not work here: in WSL it is ${meant}`,
    );
  });

  test('that it is a link, and to what', () => {
    const folder = folderOf();
    symlinkSync('gone', join(folder, 'data'));

    const error = unusableFolder(join(folder, 'data'), WANTED);

    expect(error?.seen).toBe(
      `is a symbolic link to gone (${folder}/gone), which can't be read; put the folder there, or replace the link with the folder itself`,
    );
  });
});

test.each([
  ['users.csv', 'give the folder that contains it, HERE'],
  ['data.zip', 'unpack it, and give the folder that you unpack it to'],
])('%s in its place is told', (name, hint) => {
  const { folder, code, said } = saidOf(name, name);

  expect(code).toBe('not_a_folder');
  expect(said).toBe(`is a file, not the folder with the files; ${hint.replace('HERE', folder)}`);
});

test('of very many folders some are told', () => {
  const { said } = saidOf('data', ...Array.from({ length: 30 }, (_, n) => `folder-${n + 10}/`));

  expect(said).toContain('folder-10, folder-11, folder-12, folder-13, folder-14 and 25 more');
});

// The superuser may go everywhere.
test.skipIf(process.getuid?.() === 0)('a folder that may not be entered is told', () => {
  const folder = folderOf('data/');
  chmodSync(join(folder, 'data'), 0o600);
  onTestFinished(() => chmodSync(join(folder, 'data'), 0o700));

  const error = unusableFolder(join(folder, 'data'), WANTED);

  expect(error).toMatchObject({ code: 'unreadable' });
  expect(error?.seen).toContain(`and may not enter ${folder}/data`);
});
