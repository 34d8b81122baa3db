import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { StateDirectoryError } from './errors.ts';
import type { OtherUser } from './server/server-user.ts';

const GROUP_OR_OTHERS_MAY_WRITE = 0o022;

/**
 * Makes a directory, or takes the one that is there if nobody else can have planted it: it must be a directory
 * itself (no symbolic link), owned by `owner`, and writable by its owner alone. Everything is checked and changed on
 * one open handle, so that the path cannot be exchanged in between.
 *
 * @param owner who shall own it; undefined is ourselves. Only root can give it to somebody else.
 * @throws StateDirectoryError when the path holds something we may not trust.
 */
export async function makeSafeDirectory(
  path: string,
  mode: number,
  owner: OtherUser | undefined,
): Promise<void> {
  const created = await mkdir(path, { mode }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') {
        return false;
      }
      throw error;
    },
  );
  const handle = await openDirectory(path);
  try {
    await takeOver(handle, path, owner, created);
    if (created) {
      await handle.chmod(mode);
    }
  } finally {
    await handle.close();
  }
}

async function openDirectory(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    throw new StateDirectoryError(`${path} can't be used as a directory: remove it.`, { cause: error });
  }
}

async function takeOver(
  handle: FileHandle,
  path: string,
  owner: OtherUser | undefined,
  created: boolean,
): Promise<void> {
  const found = await handle.stat();
  const us = process.getuid?.() ?? 0;
  const wanted = owner?.uid ?? us;
  if (!created && (found.mode & GROUP_OR_OTHERS_MAY_WRITE) !== 0) {
    throw new StateDirectoryError(`Other users may write to ${path}: remove it, or run chmod go-w on it.`);
  }
  if (found.uid === wanted) {
    return;
  }
  // A predecessor that was killed between mkdir and chown leaves it with us as the owner.
  if (found.uid !== us || owner === undefined) {
    throw new StateDirectoryError(
      `${path} belongs to another user (uid ${found.uid}, not ${wanted}): remove it.`,
    );
  }
  await handle.chown(owner.uid, owner.gid);
}
