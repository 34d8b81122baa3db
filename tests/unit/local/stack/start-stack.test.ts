import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, UsageError } from '../../../../local/stack/settings.ts';
import { startStack } from '../../../../local/stack/start-stack.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a stack is not started on what was built of another model meanwhile, and leaves no trace', async () => {
  const projectDir = temporaryFolder();
  mkdirSync(join(projectDir, 'dist'));
  writeFileSync(join(projectDir, 'dist/model.json'), JSON.stringify({ folder: 'models/boats', hash: '1' }));
  const settings = readSettings({ ETL_MODEL: 'models/cars' }, projectDir);
  const ignore = () => undefined;

  const starting = startStack({ projectDir, settings, log: ignore, onLogLine: ignore });

  await expect(starting).rejects.toThrow(UsageError);
  await expect(starting).rejects.toThrow(/has the model models\/boats.*not models\/cars/);
  expect(existsSync(join(settings.stateDir, 'stack.json'))).toBe(false);
  expect(readdirSync(join(projectDir, 'dist/stacks'))).toEqual([]);
});
