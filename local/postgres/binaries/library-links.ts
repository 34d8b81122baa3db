import { randomBytes } from 'node:crypto';
import { readFile, readlink, rename, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

interface Link {
  /** The file the link shall point to, and the link: both relative to the parent of `native`. */
  source: string;
  target: string;
}

/**
 * Makes the links among the shared libraries that npm packages cannot contain (libpq.so.5 -> libpq.so.5.18), as
 * listed in `pg-symlinks.json`. The package's install script would, but install scripts are off. Links that are right
 * stay, so that several processes may do this at once.
 *
 * @param native the package's directory with bin, lib and share.
 * @throws the system's error (EACCES, EROFS, …) when a link is missing and cannot be made.
 */
export async function makeLibraryLinks(native: string): Promise<void> {
  const links: Link[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  await Promise.all(
    links.map(({ source, target }) => makeLink(basename(source), join(dirname(native), target))),
  );
}

async function makeLink(to: string, path: string): Promise<void> {
  const current = await readlink(path).catch(() => undefined);
  if (current === to) {
    return;
  }
  // Renamed into place: a server that starts meanwhile sees the old link or the new one, never none.
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  await symlink(to, aside);
  await rename(aside, path);
}
