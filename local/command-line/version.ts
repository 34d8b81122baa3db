import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from './project.ts';

/** What `./run.sh --version` prints: name and version of package.json. */
export function versionText(): string {
  const { name, version }: { name: string; version: string } = JSON.parse(
    readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'),
  );
  return `${name} ${version}`;
}
