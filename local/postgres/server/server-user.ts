import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { PostgresStartError } from '../errors.ts';

const run = promisify(execFile);

/** An OS user to run PostgreSQL as, when that is not ourselves. */
export interface OtherUser {
  uid: number;
  gid: number;
}

/**
 * Who runs PostgreSQL: undefined is ourselves. PostgreSQL refuses to run as root, so root hands it to the owner of
 * its home directory if there is one already, else to `postgres` if this machine knows that user, else to `nobody`.
 *
 * @throws PostgresStartError when we are root and no other user is known.
 */
export async function serverUser(home: string): Promise<OtherUser | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const owner = await ownerOf(home);
  if (owner !== undefined && owner.uid !== 0) {
    return owner;
  }
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (user === undefined) {
    throw new PostgresStartError(
      'PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it: create one, or start this as another user.',
    );
  }
  return user;
}

async function ownerOf(path: string): Promise<OtherUser | undefined> {
  try {
    const { uid, gid } = await lstat(path);
    return { uid, gid };
  } catch {
    return undefined;
  }
}

/** `id` rather than /etc/passwd: macOS and directory services keep their users elsewhere. */
async function lookUp(name: string): Promise<OtherUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    // macOS prints nobody's -2 unsigned, spawn wants it signed.
    return { uid: Number(uid.stdout) | 0, gid: Number(gid.stdout) | 0 };
  } catch {
    return undefined;
  }
}

/**
 * Tells whether `user` may enter this directory. Asked by trying, as that user: mode bits alone do not know of
 * access control lists and mount options.
 */
export async function mayEnter(user: OtherUser | undefined, directory: string): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...user, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
