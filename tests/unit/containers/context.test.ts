import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What .dockerignore lets into the image's build. */
const admitted = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

test('what the image is built of is all that the build needs', () => {
  const folder = temporaryFolder();
  for (const path of globSync(admitted)) {
    cpSync(path, join(folder, path), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));

  const { status, stderr } = spawnSync(process.execPath, ['build.ts'], { cwd: folder, encoding: 'utf8' });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(existsSync(join(folder, 'dist/local/offline/plugin.js'))).toBe(true);
}, 120_000);
