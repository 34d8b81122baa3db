import { execFileSync } from 'node:child_process';
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type ProjectCopy } from '../../../support/project-copy.ts';

/** What the second commit changes in what the functions answer. */
export const BEFORE = 'There is nothing at ';
export const AFTER = 'There is still nothing at ';

/**
 * A repository to clone: what is in the checkout as its first commit, and a second one, an update, in which a function answers
 * something else.
 */
export function makeOrigin(): ProjectCopy {
  const copy = copyProject();
  // A link to the packages of the checkout, which .gitignore takes for no folder.
  unlinkSync(join(copy.path, 'node_modules'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
      cwd: copy.path,
      stdio: 'pipe',
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=A release');
  copy.replace('handlers/not-found.ts', `\`${BEFORE}$`, `\`${AFTER}$`);
  git('commit', '--quiet', '--all', '--message=The next release');
  return copy;
}
