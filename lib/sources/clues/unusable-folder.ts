import { type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../../errors.ts';
import { oneLine } from '../../messages/one-line.ts';
import { SourceError, type SourceErrorCode } from '../source-error.ts';
import { type Clue, toldWith } from './clue.ts';
import { linkClue } from './link.ts';
import { missingFolderHints } from './missing-folder.ts';
import { PACKED } from './names-in.ts';
import { folderPermissionClue } from './permission.ts';
import { writtenPathClue } from './written-path.ts';

/**
 * Why nothing can be read below a path, with what is there instead and what to do; undefined when it is a folder.
 * @param wanted the names of files that are looked for in it
 */
export function unusableFolder(path: string, wanted: readonly string[]): SourceError | undefined {
  const look = statOf(path);
  if (look === 'missing') {
    const clue = writtenPathClue(path, homedir()) ?? linkClue(path, 'folder') ?? missingClue(path, wanted);
    return unusable('missing', path, 'there is no such folder', clue);
  }
  if (look !== 'unreadable' && !look.isDirectory()) {
    return unusable('not_a_folder', path, 'is not a folder', fileClue(path));
  }
  const clue = folderPermissionClue(path) ?? (look === 'unreadable' ? linkClue(path, 'folder') : undefined);
  return clue === undefined && look !== 'unreadable'
    ? undefined
    : unusable('unreadable', path, "the folder can't be read", clue ?? { hints: [] });
}

const unusable = (code: SourceErrorCode, path: string, seen: string, clue: Clue): SourceError =>
  new SourceError(code, path, toldWith(seen, clue));

function statOf(path: string): Stats | 'missing' | 'unreadable' {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? 'missing';
  } catch (error) {
    return codeOf(error) === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

function fileClue(path: string): Clue {
  const seen = 'is a file, not the folder with the files';
  const folder = oneLine(dirname(resolve(path)));
  return PACKED.test(path)
    ? { seen, hints: ['unpack it, and give the folder that you unpack it to'] }
    : { seen, hints: [`give the folder that contains it, ${folder}`] };
}

function missingClue(path: string, wanted: readonly string[]): Clue {
  const whole = resolve(path);
  const file = fileOnTheWay(whole);
  return file === undefined
    ? { hints: missingFolderHints(whole, wanted) }
    : { hints: [`${oneLine(file)} is a file, not a folder`] };
}

/** The part of a path that is a file, though more of the path follows. */
function fileOnTheWay(path: string): string | undefined {
  const parent = dirname(path);
  if (parent === path) {
    return undefined;
  }
  const look = statOf(parent);
  return typeof look === 'object' && !look.isDirectory() ? parent : fileOnTheWay(parent);
}
