import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { givenFolder } from '../../../../local/command-line/given-folder.ts';
import { newFolder } from '../../../support/new-folder.ts';

const { path: folder, remove } = newFolder();
writeFileSync(join(folder, 'users.csv'), '');

afterEach(() => vi.unstubAllEnvs());
afterAll(remove);

test('a folder is an absolute path, and relative to where run.sh was called', () => {
  vi.stubEnv('ETL_CALLER_DIR', join(folder, 'elsewhere'));

  expect(givenFolder('..')).toBe(folder);
  expect(givenFolder(relative(join(folder, 'elsewhere'), folder))).toBe(folder);
});

test.each([
  ['no such folder', 'absent', 'there is no such folder.'],
  ['a file', 'users.csv', 'is a file, not a folder. Give the folder that contains the files.'],
  ['a path through a file', 'users.csv/data', 'there is no such folder.'],
])('%s is refused, and the path is named', (_, name, problem) => {
  const path = join(folder, name);

  expect(() => givenFolder(path)).toThrow(
    expect.objectContaining({ name: 'UsageError', message: `--data ${path}: ${problem}` }),
  );
});
