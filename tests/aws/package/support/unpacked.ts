import { execFileSync } from 'node:child_process';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** What is in a zip, in a folder of its own, far from the project and its packages. */
export function unpacked(zip: string): string {
  const folder = temporaryFolder();
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, folder]);
  return folder;
}
