import { join } from 'node:path';
import { isGlob } from '../names/globs.ts';
import type { SourceErrorCode } from '../source-error.ts';
import { type Clue, NO_CLUE } from './clue.ts';
import { folderInPlaceClue } from './folder-in-place.ts';
import { linkClue } from './link.ts';
import { nearFileHints } from './near-files.ts';
import { permissionClue } from './permission.ts';
import { roundFolder } from './surroundings.ts';

type ClueOf = (location: string, name: string, read: readonly string[]) => Clue | undefined;

/** Where the clues to an error come from. */
const CLUES: Partial<Record<SourceErrorCode, ClueOf>> = {
  missing: (location, name, read) =>
    (isGlob(name) ? undefined : danglingLink(location, name)) ?? {
      hints: nearFileHints(roundFolder(location), name, read),
    },
  unreadable: (location, name) => permissionClue(join(location, name)) ?? danglingLink(location, name),
  not_a_file: (location, name) => folderInPlaceClue(join(location, name), name),
};

/**
 * What is in the place of a file that can't be read, and what to do.
 *
 * @param name as it is asked for in the location; of what is missing also a glob
 * @param read the names of files that are read, which are not meant
 */
export const unusableFile = (
  code: SourceErrorCode,
  location: string,
  name: string,
  read: readonly string[],
): Clue => CLUES[code]?.(location, name, read) ?? NO_CLUE;

const danglingLink = (location: string, name: string): Clue | undefined =>
  linkClue(join(location, name), 'file') ?? linkClue(join(location, `${name}.gz`), 'file');
