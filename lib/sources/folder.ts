import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kind } from './kind.ts';
import { SourceError } from './source-error.ts';
import { fileError, storedFile } from './stored-file.ts';

/** Folders of a disk, by their path. */
export const folders: Kind = {
  description: 'a folder, by its path, as in /data or ./data',
  location: (uri) => ({
    uri,
    list: (isWalked = () => true) => namesBelow(uri, '', isWalked),
    uriOf: (name) => join(uri, name),
  }),
  stored: (uri) => storedFile(uri),
};

/** @param prefix the name of the folder below the location, with a slash at its end; empty for the location itself */
async function* namesBelow(
  folder: string,
  prefix: string,
  isWalked: (folder: string) => boolean,
): AsyncGenerator<string, void, undefined> {
  for (const entry of await entriesOf(join(folder, prefix))) {
    const name = `${prefix}${entry.name}`;
    if (!entry.isDirectory()) {
      // A link to a folder is no folder here, and told apart only by whoever wants to read it: it could lead back up.
      yield name;
    } else if (isWalked(name)) {
      yield* namesBelow(folder, `${name}/`, isWalked);
    }
  }
}

async function entriesOf(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') {
      throw new SourceError('not_a_folder', path, 'is not a folder', error);
    }
    throw fileError(path, error);
  }
}
