import { existsSync, globSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { finished, PROJECT_DIR, start } from './support/project.ts';

const build = () => finished(start(['build.ts'], {}, process.execPath));
const inDist = (file: string) => join(PROJECT_DIR, 'dist', file);
const inodes = () =>
  globSync('{**/*.{js,map},*.json}', { cwd: inDist('') }).map((file) => [file, statSync(inDist(file)).ino]);

test('a build that changes nothing leaves every bundle in place, for a stack that is running', async () => {
  await build();
  const before = inodes();

  const { code } = await build();

  expect(code).toBe(0);
  expect(before.length).toBeGreaterThan(20);
  expect(inodes()).toEqual(before);
});

test('a build replaces a bundle that differs, and removes one that has no source any more', async () => {
  writeFileSync(inDist('handlers/not-found.js'), 'something else');
  writeFileSync(inDist('handlers/gone.js'), '');

  await build();

  expect(statSync(inDist('handlers/not-found.js')).size).toBeGreaterThan(1000);
  expect(existsSync(inDist('handlers/gone.js'))).toBe(false);
});
