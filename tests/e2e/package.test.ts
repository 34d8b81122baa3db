import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '../support/new-folder.ts';
import { serverlessFunctions } from '../support/serverless-functions.ts';
import { finished, PROJECT_DIR, start } from './support/project.ts';

let directory: string;
beforeAll(async () => {
  const { path, remove } = newFolder();
  directory = path;
  await finished(start(['build.ts'], {}, process.execPath));
  const serverless = join(PROJECT_DIR, 'node_modules/serverless/bin/serverless.js');
  const { code, stderr } = await finished(
    start([serverless, 'package', '--package', directory], {}, process.execPath),
  );
  if (code !== 0) {
    throw new Error(stderr);
  }
  return remove;
});

/** Every function. */
const FUNCTIONS = Object.keys(serverlessFunctions(PROJECT_DIR));

const zips = () => readdirSync(directory).filter((name) => name.endsWith('.zip'));

/** Names of the files in a zip: they stand in its directory as plain text. */
const holds = (zip: string, file: string) => readFileSync(join(directory, zip)).includes(file);

test('sls package makes one zip per function', () => {
  expect(zips().sort()).toEqual(FUNCTIONS.map((name) => `${name}.zip`).sort());
});

test('a zip holds its own bundle, and says that it is an ES module', () => {
  expect(holds('checkTable.zip', 'dist/handlers/check-table.js')).toBe(true);
  expect(holds('checkTable.zip', 'dist/package.json')).toBe(true);
  expect(holds('checkTable.zip', 'dist/handlers/trigger-etl.js')).toBe(false);
  expect(holds('checkTable.zip', 'node_modules/')).toBe(false);
});

test('a function that serves a page has the file of that page, the others have none', () => {
  expect(holds('dashboard.zip', 'dist/static/index.html.gz')).toBe(true);
  expect(holds('dashboard.zip', 'dist/static/docs.html.gz')).toBe(false);
  expect(holds('runs.zip', 'dist/static/')).toBe(false);
});

test('no endpoint has a bundle above 200 KB', () => {
  const endpoints = globSync('dist/handlers/*.js', { cwd: PROJECT_DIR });

  const sizes = endpoints.map((file) => statSync(join(PROJECT_DIR, file)).size);

  expect(sizes.length).toBeGreaterThanOrEqual(16);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(200 * 1024);
});
