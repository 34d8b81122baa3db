import { posix } from 'node:path';
import { oneLine } from '../../messages/one-line.ts';
import { unreadNames } from '../unread-names.ts';
import { areThere, type NameIn, PACKED } from './names-in.ts';
import { inModel } from './quoted.ts';
import type { Surroundings } from './surroundings.ts';

/** So many folders below are looked into. */
const MOST_FOLDERS = 100;

/** Files of rows that are no text: what is in them can be had as CSV. */
const NO_TEXT = /\.(xlsx?|xlsm|ods|numbers|parquet|json|jsonl|csv\.(zip|bz2|xz|zst|7z))$/i;

/**
 * Where a file may be that is not where it is looked for: a clause for each guess, none when there is none.
 * @param pattern the name or glob that nothing is of
 * @param read the names that are read, of all inputs
 */
export function nearFileHints(round: Surroundings, pattern: string, read: readonly string[]): string[] {
  const folder = posix.dirname(pattern) === '.' ? '' : posix.dirname(pattern);
  const beside = round.namesIn(folder);
  const hints = [
    ...nearNames(beside, pattern, read),
    ...otherForms(beside, pattern),
    ...oneLevelDown(round, pattern),
    ...oneLevelUp(round, pattern),
  ];
  return hints.length > 0 ? hints : packed(beside);
}

/** Names of other files that the one who named them may have meant. */
function nearNames(beside: readonly NameIn[], pattern: string, read: readonly string[]): string[] {
  const folder = posix.dirname(pattern);
  const files = beside.filter(({ isFolder }) => !isFolder).map(({ name }) => posix.join(folder, name));
  const near = unreadNames(files, [], [pattern]).filter((name) => !read.includes(name));
  const [first] = near;
  if (first === undefined) {
    return [];
  }
  const glob = numbered(near);
  if (glob !== undefined) {
    return [`${areThere(near)}: to read all of them as one, declare files: ${inModel(glob)}`];
  }
  const one = near.length === 1 ? 'it' : 'one of them';
  return [`${areThere(near)}: rename ${one}, or declare it as files: ${inModel(first)}`];
}

/** What a glob has another meaning for, and the brackets of copies: `users (1).csv` is most likely users.csv once more. */
const NO_SHARD = /[()[\]{}?*!]/;

/** The glob of names that differ in one number only, as of shards and of days; undefined where there are no such. */
function numbered(names: readonly string[]): string | undefined {
  const parts = names.map((name) => name.split(/(\d+)/));
  const [first = []] = parts;
  const differing = first.flatMap((part, at) => (parts.every((own) => own[at] === part) ? [] : [at]));
  const [at = 0] = differing;
  const isOne =
    differing.length === 1 && at % 2 === 1 && parts.every(({ length }) => length === first.length);
  return isOne && !names.some((name) => NO_SHARD.test(name))
    ? first.map((part, index) => (index === at ? '*' : part)).join('')
    : undefined;
}

/** The same in another form, as in users.xlsx. */
function otherForms(beside: readonly NameIn[], pattern: string): string[] {
  const stem = stemOf(pattern);
  const names = beside
    .filter(({ name, isFolder }) => !isFolder && NO_TEXT.test(name) && stemOf(name) === stem)
    .map(({ name }) => name);
  return names.length === 0 ? [] : [`${areThere(names)}: export or unpack it as CSV`];
}

const stemOf = (name: string): string => posix.basename(name).split('.')[0]?.toLowerCase() ?? '';

function oneLevelDown(round: Surroundings, pattern: string): string[] {
  const folders = round.namesIn('').filter(({ name, isFolder }) => isFolder && !name.startsWith('.'));
  const found = folders
    .slice(0, MOST_FOLDERS)
    .map(({ name }) => posix.join(name, pattern))
    .filter((name) => round.has(name));
  const [first] = found;
  return first === undefined
    ? []
    : [
        `${areThere(found)}: give the folder ${oneLine(round.uriOf(posix.dirname(first)))}, or declare files: ${inModel(first)}`,
      ];
}

function oneLevelUp(round: Surroundings, pattern: string): string[] {
  const above = oneLine(round.above);
  return round.hasAbove(pattern)
    ? [`${above.replace(/\/$/, '')}/${oneLine(pattern)} is there: give the folder ${above}`]
    : [];
}

function packed(beside: readonly NameIn[]): string[] {
  const names = beside.filter(({ name, isFolder }) => !isFolder && PACKED.test(name)).map(({ name }) => name);
  return names.length === 0 ? [] : [`${areThere(names)}: unpack it if it holds the files`];
}
