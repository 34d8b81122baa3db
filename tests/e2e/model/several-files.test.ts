import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder } from '../../support/new-folder.ts';
import type { ProjectCopy } from '../../support/project-copy.ts';
import { copyWith, severalFiles, writeLines } from '../support/documented-model.ts';
import { makePlace, type Outcome, type Place, removePlace, run } from '../support/project.ts';

const FILES = {
  'users.csv': ['user_id,name,email,signup_date', '1,Alice,,2023-01-01', '2,Bob,,2023-01-01'],
  'users-old.csv': ['user_id,name,email,signup_date'],
  'user_experiments.2.csv': [
    'user_id;experiment_id;experiment_run_time;experiment_compound_ids',
    '1;20;5;1',
    '2;x;5;1',
  ],
  'user_experiments.csv': [
    'experiment_id,user_id,experiment_compound_ids,experiment_run_time',
    '1,1,1,10',
    '20,2,1,15',
  ],
  'compounds.csv': ['compound_id,compound_name,compound_structure', '1,Water,H2O'],
} as const;

let copy: ProjectCopy;
let place: Place;
const { path: folder, remove } = newFolder();
let etl: Outcome;
beforeAll(async () => {
  copy = copyWith(severalFiles);
  place = await makePlace();
  writeLines(folder, FILES);
  const users = join(folder, 'users.csv');
  writeFileSync(`${users}.gz`, gzipSync(readFileSync(users)));
  rmSync(users);
  etl = await run(
    ['etl', '--data', folder, '--as-of', '2024-01-01'],
    { ...place.settings, ETL_MAX_REJECT_RATIO: '1' },
    copy.path,
  );
});
afterAll(async () => {
  await removePlace(place, copy.path);
  copy.remove();
  remove();
});

describe('./run.sh etl over several files of one input', () => {
  test('adds them up, whatever the order of their columns, and a compressed file', () => {
    expect(etl.code, etl.stderr).toBe(0);
    expect(etl.stdout).toMatch(/^1 +Alice +2023-01-01 +365 +2 +15 +2024-01-01$/m);
    expect(etl.stdout).toMatch(/^2 +Bob +2023-01-01 +365 +0 +0 +2024-01-01$/m);
  });

  test('rejects what a file before has, and says in which file the row is', () => {
    expect(etl.stdout).toContain('user_experiments.csv:3: 20,2,1,15');
    expect(etl.stdout).toContain('user_experiments.2.csv:3: 2;x;5;1');
  });

  test('mentions a file that is not read', () => {
    expect(etl.stdout).toContain('users-old.csv is not read: ');
  });
});

test('./run.sh check says how each file is made', async () => {
  const { stdout } = await run(
    ['check', folder],
    { ...place.settings, ETL_MAX_REJECT_RATIO: '1' },
    copy.path,
  );

  expect(stdout).toContain('experiments: 2 files');
  expect(stdout).toContain(`${join(folder, 'users.csv.gz')} (gzip)`);
  expect(stdout).toContain('semicolon between the columns user_id, experiment_id');
  expect(stdout).toContain('users-old.csv is not read: ');
});
