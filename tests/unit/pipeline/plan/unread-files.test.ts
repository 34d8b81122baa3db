import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unreadFiles } from '../../../../lib/pipeline/plan/unread-files.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const READ = ['users.csv', 'user_experiments.csv', 'compounds.csv'];

async function unreadBeside(...names: readonly string[]) {
  const { ETL_DATA_DIR: directory } = await dataDirectory();
  for (const name of names) {
    await writeFile(join(directory, name), '');
  }
  return await unreadFiles(directory, READ, sampleModel);
}

test('a second file of an input is told, with what is read instead', async () => {
  expect(await unreadBeside('users-2.csv', 'notes.csv')).toEqual([
    'users-2.csv is not read: lib/inputs.ts reads users.csv, user_experiments.csv, compounds.csv',
  ]);
});

test('a file that is read for one of another case is not told', async () => {
  const { ETL_DATA_DIR: directory } = await dataDirectory({ users: null });
  await writeFile(join(directory, 'Users.CSV'), '');

  const read = READ.map((name) => (name === 'users.csv' ? 'Users.CSV' : name));

  expect(await unreadFiles(directory, read, sampleModel)).toEqual([]);
});

test('a line end in a name adds no line', async () => {
  const [told] = await unreadBeside('users\n2.csv');

  expect(told).toMatch(/^users\\n2\.csv is not read: /);
});

test('a folder that cannot be listed has nothing to be told of', async () => {
  expect(await unreadFiles('/nowhere', READ, sampleModel)).toEqual([]);
});
