import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyProject, type ProjectCopy } from '../support/project-copy.ts';
import { run } from './support/project.ts';

// What is kept from one command to the next, in dist/: the bundles, the record of their build, and what Node compiled.

const VERDICT = 'A run would publish this';

let copy: ProjectCopy;
beforeEach(() => {
  copy = copyProject();
});
afterEach(() => copy.remove());

const check = (settings: Readonly<Record<string, string>> = {}) => run(['check'], settings, copy.path);
const inDist = (file: string) => join(copy.path, 'dist', file);

test('a source that has changed since the last command is built', async () => {
  await check();
  copy.replace('lib/pipeline/check/check-report.ts', VERDICT, 'A changed program would publish this');

  const { stdout } = await check();

  expect(stdout).toContain('A changed program would publish this');
});

test('another model is built, and the first one again after it', async () => {
  const before = await check();
  const shop = await check({ ETL_MODEL: 'examples/shop' });

  const after = await check();

  expect([before.code, shop.code, after.code]).toEqual([0, 0, 0]);
  expect(shop.stdout).toContain('customers');
  expect(after.stdout).toBe(before.stdout);
});

test('whatever is damaged or missing in dist/ is made again', async () => {
  await check();
  for (const file of globSync('node-cache/**/*', { cwd: inDist(''), withFileTypes: true })) {
    if (file.isFile()) {
      writeFileSync(join(file.parentPath, file.name), 'damaged');
    }
  }
  writeFileSync(inDist('build-record'), 'damaged');
  writeFileSync(inDist('scripts/check.js'), 'damaged');
  rmSync(inDist('model.json'));

  const { code, stdout, stderr } = await check();

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(VERDICT);
});

test('where nothing can be kept, commands work all the same', async () => {
  mkdirSync(inDist('build-record'), { recursive: true });
  writeFileSync(inDist('node-cache'), 'a file, where Node would make a folder');

  const first = await check();
  const second = await check();

  expect([first.stderr, second.stderr]).toEqual(['', '']);
  expect([first.code, second.code]).toEqual([0, 0]);
});
