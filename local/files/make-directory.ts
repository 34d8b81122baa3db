import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a directory with all that are missing above it; one that is there is fine. Node's own `recursive: true` never
 * returns, and lets no signal through, where the system says ENOENT below a directory that exists: in /proc.
 *
 * @throws the system's error when it can't be made
 */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) {
      return;
    }
    if (code !== 'ENOENT' || existsSync(dirname(path))) {
      throw error;
    }
    await makeDirectory(dirname(path));
    await makeDirectory(path);
  }
}
