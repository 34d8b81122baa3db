import { statSync } from 'node:fs';
import { UsageError } from '../stack/settings.ts';
import { callerPath } from './project.ts';

/**
 * The folder that `--data DIR` names, as an absolute path. A wrong path is told before anything is started.
 *
 * @throws UsageError saying that there is no such folder, or that it is a file
 */
export function givenFolder(given: string): string {
  const path = callerPath(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    return path;
  }
  const problem = found
    ? `is a file, not a folder. Give the folder that contains the files.`
    : 'there is no such folder.';
  throw new UsageError(`--data ${path}: ${problem}`, 'Nothing was started.');
}
