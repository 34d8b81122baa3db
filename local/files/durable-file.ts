import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readIfThere } from './read-if-there.ts';

/**
 * Replaces a small file as a whole, or makes it. A process killed at any moment leaves the old text or the new one, and so
 * does a machine that loses its power: the text is on the disk before the name points to it, and the name before this
 * returns. To be called for a path by one process at a time, and not again before it has returned.
 *
 * @param mode the permission bits of the new file
 * @throws the system's error; the old file is as it was
 */
export async function replaceFile(path: string, text: string, mode = 0o600): Promise<void> {
  const aside = `${path}.new`;
  await writeAside(aside, text, mode);
  await rename(aside, path);
  await syncFolder(dirname(path));
}

/**
 * Writes a small file unless it is there, and returns what it holds afterwards: of several processes that try at
 * once all get the words of the first. As for replaceFile, nobody ever reads a half-written file.
 *
 * @param mode the permission bits of the new file
 */
export async function writeOnce(path: string, text: string, mode: number): Promise<string> {
  const existing = await readIfThere(path);
  if (existing !== undefined) {
    return existing;
  }
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeAside(aside, text, mode);
    await link(aside, path);
    await syncFolder(dirname(path));
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

/** Where nothing is read: beside the file that it is going to be. What a full disk left of it is removed. */
async function writeAside(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** A name is in its folder, which is written on its own. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Some file systems, such as shares of another machine, have nothing to write there.
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') {
      throw error;
    }
  } finally {
    await folder.close();
  }
}
