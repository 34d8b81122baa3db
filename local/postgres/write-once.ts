import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/**
 * Writes a small file unless it is there, and returns what it holds afterwards: of several processes that try at
 * once all get the words of the first. Written aside and linked into place, so that nobody ever reads a half-written
 * file, whenever the writer is killed.
 *
 * @param mode the permission bits of the new file.
 */
export async function writeOnce(path: string, text: string, mode: number): Promise<string> {
  const existing = await readIfThere(path);
  if (existing !== undefined) {
    return existing;
  }
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(aside, text, { mode, flag: 'wx' });
    await link(aside, path);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    return await readFile(path, 'utf8');
  } finally {
    await rm(aside, { force: true });
  }
}

/** The text of a file; undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
