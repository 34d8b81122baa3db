import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject, type ProjectCopy } from '../../support/project-copy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { DEVICE_FILES, DEVICE_SETTINGS } from '../support/device-files.ts';
import {
  copyWith,
  furtherFile,
  optionalDate,
  renamedColumn,
  renamedFile,
  writeLines,
} from '../support/documented-model.ts';
import { makePlace, type Place, removePlace, run } from '../support/project.ts';

const COLUMNS_NEEDED = {
  'users.csv': ['user_id,name,signup_date', '1,Alice,2023-01-01', '2,Bob,'],
  'user_experiments.csv': [
    'experiment_id,user_id,experiment_compound_ids,duration',
    '1,1,1,10',
    '2,1,1;7,15',
  ],
  'substances.csv': ['compound_id', '1', '2'],
  'devices.csv': ['device_id', '1', '2', '1'],
} as const;

let copy: ProjectCopy;
let place: Place;
beforeAll(async () => {
  copy = copyWith(renamedColumn, renamedFile, optionalDate, furtherFile);
  const { stateDir, settings } = await makePlace();
  place = { stateDir, settings: { ...settings, ...DEVICE_SETTINGS } };
});
afterAll(async () => {
  await removePlace(place, copy.path);
  copy.remove();
});

const inCopy = (...args: string[]) => run(args, place.settings, copy.path);

/** A folder with files. */
function folderOf(files: Readonly<Record<string, readonly string[]>>): string {
  const folder = temporaryFolder();
  writeLines(folder, files);
  return folder;
}

test('a declaration that can not be used is told by its problems alone', async () => {
  const wrong = copyProject();
  wrong.replace('lib/inputs.ts', "files: 'compounds.csv'", "files: '../compounds.csv'");
  wrong.replace('lib/inputs.ts', "references('compounds'", "references('substances'");

  const { code, stderr } = await run(['check'], place.settings, wrong.path);
  wrong.remove();

  expect(code).toBe(2);
  expect(stderr.trim().split('\n').slice(0, -1)).toEqual([
    "lib/inputs.ts: the inputs can't be used:",
    "  experiments.experiment_compound_ids: references 'substances', which is not declared",
    "  compounds: files: '../compounds.csv' is not a path inside the data folder",
  ]);
});

test('a table of before the model was changed takes what the changed one reads', async () => {
  const before = await run(['etl'], place.settings);
  const args = ['--data', folderOf(COLUMNS_NEEDED), '--as-of', '2024-01-01', '--accept-deletes'];

  const { code, stdout, stderr } = await inCopy('etl', ...args);

  expect([before.code, code], stderr).toEqual([0, 0]);
  expect(stdout).toContain('9 read, 8 loaded, 1 rejected, 1 warning');
  expect(stdout).toMatch(/^1 +Alice +2023-01-01 +365 +2 +25 +2024-01-01$/m);
  expect(stdout).toMatch(/^2 +Bob +0 +0 +2024-01-01$/m);
  expect(stdout).toContain('· devices, device_id · duplicate_id');
});

test('a fourth file that is not there is told with the others', async () => {
  const { 'devices.csv': _, ...others } = COLUMNS_NEEDED;
  const folder = folderOf(others);

  const { code, stderr } = await inCopy('check', folder);

  expect(code).toBe(1);
  expect(stderr).toContain(`${join(folder, 'devices.csv')}: does not exist`);
});

test('a column of another name that is not declared is missing, and check says how to declare it', async () => {
  const { code, stderr } = await run(['check', folderOf(DEVICE_FILES)], place.settings);

  expect(code).toBe(1);
  expect(stderr).toContain('user_experiments.csv: column "experiment_run_time" is missing');
  expect(stderr).toContain("header: ['");
  expect(stderr).toContain('lib/inputs.ts');
});
