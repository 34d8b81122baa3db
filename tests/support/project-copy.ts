import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newFolder } from './new-folder.ts';

const PROJECT_DIR = join(import.meta.dirname, '../..');

/** A copy of the project that a test may change. */
export interface ProjectCopy {
  readonly path: string;
  /** Replaces a text that stands once in a file of it. @throws Error when it does not */
  replace(file: string, text: string, by: string): void;
  readonly remove: () => void;
}

/** What is in the checkout and no ignored file, in a path with a space in it. Its packages are those of the checkout. */
export function copyProject(): ProjectCopy {
  const { path, remove } = newFolder();
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT_DIR,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name && existsSync(join(PROJECT_DIR, name)))) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    copyFileSync(join(PROJECT_DIR, file), join(path, file));
  }
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(path, 'node_modules'));
  return { path, remove, replace: (file, text, by) => replaceOnce(join(path, file), text, by) };
}

/**
 * Replaces a text that stands once in a file.
 *
 * @throws Error when it does not stand there, or more than once
 */
export function replaceOnce(path: string, text: string, by: string): void {
  const pieces = readFileSync(path, 'utf8').split(text);
  if (pieces.length !== 2) {
    throw new Error(`${path} must have this once, and has it ${pieces.length - 1} times: ${text}`);
  }
  writeFileSync(path, pieces.join(by));
}
