import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BinariesPackage } from './binaries-package.ts';
import { makeLibraryLinks } from './library-links.ts';

/** What the name of a copy begins with; the version follows. */
export const BINARIES_COPY = 'postgres-binaries-';

/** Only needed to compile extensions. */
const LEFT_OUT = /(\.a|^pkgconfig|^pgxs)$/;

/**
 * Copies the binaries to a place where we may write and the server's user may read, links included; a copy of the
 * same version that is there is taken. Copied aside and renamed, so that no half copy is ever used.
 *
 * @param parent the directory to put the copy in; belongs to us.
 * @returns the copy's directory with bin, lib and share.
 */
export async function copyBinaries(source: BinariesPackage, parent: string): Promise<string> {
  const root = join(parent, `${BINARIES_COPY}${source.version}`);
  if (!existsSync(root)) {
    const aside = `${root}.${process.pid}.${randomBytes(4).toString('hex')}`;
    try {
      await makeReadableDirectory(aside);
      await copyTree(source.directory, join(aside, 'native'));
      await makeLibraryLinks(join(aside, 'native'));
      await rename(aside, root).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') {
          throw error;
        }
      });
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }
  return join(root, 'native');
}

async function copyTree(from: string, to: string): Promise<void> {
  await makeReadableDirectory(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (LEFT_OUT.test(entry.name)) {
      continue;
    }
    if (entry.isDirectory()) {
      await copyTree(source, target);
    } else if (entry.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, 0o755);
    }
  }
}

/** Whatever the umask: the copy exists because another user must read it. */
async function makeReadableDirectory(path: string): Promise<void> {
  await mkdir(path);
  await chmod(path, 0o755);
}
