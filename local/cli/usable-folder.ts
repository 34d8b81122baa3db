import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../stack/settings.ts';

const execute = promisify(execFile);

/**
 * Refuses a folder, or another location, from which no run could read, before anything is started for it. `check` is asked what is wrong with it, so
 * that the same words are said.
 *
 * @throws UsageError with the words of `check`
 */
export async function refuseUnusableFolder(projectDir: string, folder: string): Promise<void> {
  if (isFolder(folder)) {
    return;
  }
  try {
    const environment = { ...process.env, ETL_DATA_DIR: folder };
    const check = join(projectDir, 'dist/scripts/check.js');
    await execute(process.execPath, [check, '--location'], { env: environment });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new UsageError(said || String(error), 'Nothing was started.');
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
