import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../errors.ts';
import { unusableFile } from './clues/unusable-file.ts';
import { unusableFolder } from './clues/unusable-folder.ts';
import type { Kind } from './kind.ts';
import { SourceError } from './source-error.ts';
import { fileError, storedFile } from './stored-file.ts';

/** Folders of a disk, by their path. */
export const folders: Kind = {
  description: 'the path of a folder, such as /data or ./data',
  location: (uri) => ({
    uri,
    list: (isWalked = () => true) => namesBelow(uri, [], isWalked),
    uriOf: (name) => join(uri, name),
    unusable: async (wanted) => await Promise.resolve(unusableFolder(uri, wanted)),
    clueTo: async (code, name, read) => await Promise.resolve(unusableFile(code, uri, name, read)),
  }),
  stored: (uri) => storedFile(uri),
};

/** @param parents the names of the folders from the location to the one that is looked into, none for itself */
async function* namesBelow(
  location: string,
  parents: readonly string[],
  isWalked: (folder: string) => boolean,
): AsyncGenerator<string, void, undefined> {
  for (const entry of await entriesOf(join(location, ...parents))) {
    const parts = [...parents, entry.name];
    const name = parts.join('/');
    if (!entry.isDirectory()) {
      // A link to a folder is no folder here: it could lead back up. Who wants to read it learns that it is no file.
      yield name;
    } else if (isWalked(name)) {
      yield* namesBelow(location, parts, isWalked);
    }
  }
}

async function entriesOf(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') {
      throw new SourceError('not_a_folder', path, 'is not a folder', error);
    }
    throw fileError(path, error);
  }
}
