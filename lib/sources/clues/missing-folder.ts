import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { oneLine } from '../../messages/one-line.ts';
import { slipsBetween } from '../names/slips.ts';
import { listed, namesIn, PACKED } from './names-in.ts';

/**
 * What there is in the place of a folder that is not there: a clause for each guess.
 * @param path from the root
 * @param wanted the names of files that are looked for in it
 */
export function missingFolderHints(path: string, wanted: readonly string[]): string[] {
  const missing = firstMissing(path);
  const parent = dirname(missing);
  const beside = namesIn(parent);
  const folders = beside.filter(({ isFolder }) => isFolder).map(({ name }) => name);
  const near = folders.filter((name) => isNear(name, basename(missing)));
  const files = missing === path ? wanted.filter((name) => existsSync(join(parent, name))) : [];
  const archives = beside
    .filter(({ name, isFolder }) => !isFolder && PACKED.test(name))
    .map(({ name }) => name);
  const where = oneLine(parent);
  const hints = [
    ...(missing === path ? [] : [`${oneLine(missing)} does not exist`]),
    ...(near.length === 0 ? [] : [`${where} has ${listed(near)}: is that what you mean?`]),
    ...(files.length === 0
      ? []
      : [`${listed(files)} ${files.length === 1 ? 'is' : 'are'} in ${where} itself: give that folder`]),
    ...(archives.length === 0 ? [] : [`${where} has ${listed(archives)}: unpack it if it holds the files`]),
  ];
  const hasGuess = near.length + files.length + archives.length > 0;
  return hasGuess ? hints : [...hints, whatThereIs(where, folders)];
}

function whatThereIs(where: string, folders: readonly string[]): string {
  const names = folders.filter((name) => !name.startsWith('.'));
  return names.length === 0
    ? `${where} has no folders: give the path of the folder with the files`
    : `the folders in ${where} are ${listed(names)}: give the path of the folder with the files`;
}

/** The first part of a path that is not there. */
function firstMissing(path: string): string {
  const parent = dirname(path);
  return parent === path || existsSync(parent) ? path : firstMissing(parent);
}

/** Whether two names are the same but for case and signs, or for a slip or two in a longer one. */
export function isNear(a: string, b: string): boolean {
  const [one, other] = [lettersOf(a), lettersOf(b)];
  const most = Math.min(2, Math.floor(other.length / 4));
  return one !== '' && (one === other || (most > 0 && slipsBetween(one, other, most) <= most));
}

const lettersOf = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
