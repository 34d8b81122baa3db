import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { finished, makePlace, PROJECT_DIR, removePlace, start } from './support/project.ts';

test('without Node.js, run.sh says what it needs', async () => {
  const directory = temporaryFolder();
  for (const file of ['run.sh', 'package-lock.json']) {
    copyFileSync(join(PROJECT_DIR, file), join(directory, file));
  }
  mkdirSync(join(directory, 'bin'));
  for (const tool of ['bash', 'dirname', 'cksum', 'cat', 'env']) {
    symlinkSync(join('/usr/bin', tool), join(directory, 'bin', tool));
  }

  const { code, stderr } = await finished(
    start(['etl'], { PATH: join(directory, 'bin') }, join(directory, 'run.sh')),
  );

  expect(code).toBe(1);
  expect(stderr).toContain('run.sh needs Node.js >= 20 with npm');
});

test('settings that the handlers refuse stop the start with exit code 2', async () => {
  const { settings, ...place } = await makePlace();

  const { code, stderr } = await finished(
    start(['etl'], { ...settings, ETL_MAX_REJECT_RATIO: '2', LOG_LEVEL: 'loud' }),
  );

  await removePlace({ settings, ...place });
  expect(code).toBe(2);
  expect(stderr).toContain('ETL_MAX_REJECT_RATIO is invalid: it must be <= 1; LOG_LEVEL is invalid');
});
