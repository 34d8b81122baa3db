import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The folders of which dist/ is made, with all that is in them: it is cheaper to look at a few files more than to miss one. */
const FOLDERS = ['aws', 'bundling', 'handlers', 'lib', 'local', 'scripts', 'terminal', 'web'];

/** Single files; npm writes the last one whenever it installs something. */
const FILES = ['build.ts', 'package.json', 'tsconfig.json', 'node_modules/.package-lock.json'];

/** What editors and Python leave beside a file. */
const NO_SOURCE = /(?:^|\/)(?:\.[^/]*|[^/]*~|__pycache__)(?:\/|$)/;

/**
 * The files that a build may read, relative to the project, with `/`. What a model consists of that is in another folder, and
 * files of packages, are not among them: the build itself says which it has read.
 */
export function projectSources(projectDir: string): string[] {
  const found = FOLDERS.flatMap((folder) => filesIn(projectDir, folder));
  return [...found, ...FILES.filter((file) => existsSync(join(projectDir, file)))];
}

function filesIn(projectDir: string, folder: string): string[] {
  if (!existsSync(join(projectDir, folder))) {
    return [];
  }
  return readdirSync(join(projectDir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !NO_SOURCE.test(file));
}
