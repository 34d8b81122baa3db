import { chmodSync, constants } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deniedOn, deniedText, permissionClue } from '../../../../lib/sources/clues/permission.ts';
import { folderOf } from './folder-of.ts';

test('what may be read lacks no permission', () => {
  expect(permissionClue(join(folderOf('users.csv'), 'users.csv'))).toBeUndefined();
});

test('the file is told when all folders above may be entered', () => {
  const path = join(folderOf('users.csv'), 'users.csv');

  const denied = deniedOn(path, (own, right) => right === constants.X_OK || own !== path);

  expect(denied).toMatchObject({ path, right: 'read' });
});

test('the first folder that may not be entered is told', () => {
  const folder = folderOf('a/b/users.csv');

  const denied = deniedOn(join(folder, 'a/b/users.csv'), (own) => !own.startsWith(join(folder, 'a')));

  expect(denied).toMatchObject({ path: join(folder, 'a'), right: 'enter' });
});

test.each([
  [
    { path: '/data/users.csv', right: 'read', mode: 0o100600, uid: 0 } as const,
    "this process runs as node (uid 1000) and may not read /data/users.csv, which belongs to uid 0 (permissions rw-------); as its owner, run: chmod a+r '/data/users.csv'",
  ],
  [
    { path: '/data', right: 'enter', mode: 0o040644, uid: 1000 } as const,
    "this process runs as node (uid 1000) and may not enter /data, which belongs to the same account (permissions rw-r--r--); as its owner, run: chmod a+x '/data'",
  ],
])('it is told whose it is, and what to do: %j', (denied, text) => {
  expect(deniedText(denied, { uid: 1000, name: 'node' })).toBe(text);
});

test('an account without a name is told by number', () => {
  const denied = { path: '/data', right: 'enter', mode: 0o040700, uid: 0 } as const;

  expect(deniedText(denied, { uid: 1000, name: undefined })).toContain(
    'this process runs as uid 1000 and may not',
  );
});

// The superuser reads it all the same.
test.skipIf(process.getuid?.() === 0)('a file without permissions is told', () => {
  const path = join(folderOf('users.csv'), 'users.csv');
  chmodSync(path, 0);
  onTestFinished(() => chmodSync(path, 0o600));

  expect(permissionClue(path)?.hints[0]).toContain('(permissions ---------)');
});
