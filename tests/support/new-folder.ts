import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new temporary folder, for programs and for what several tests share; a single test takes temporaryFolder. Its path has no
 * links, and a space in it. Only this user may read it.
 *
 * @returns its path, and what removes it with all that is in it
 */
export function newFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'etl test '));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
