import { posix } from 'node:path';
import { oneLine } from '../messages/one-line.ts';
import { isGlob, matches, mayMatchBelow } from './names/globs.ts';
import type { Location } from './source.ts';
import { SourceError, UntoldSourceError } from './source-error.ts';

/** Why patterns do not say which sources to read. */
export interface FindProblem {
  /**
   * Nothing is there of a pattern's; or several are where one is asked for, which differ in upper and lower case; or the same file is there,
   * by its name, once compressed and once not.
   */
  readonly code: 'nothing_found' | 'several_found' | 'found_twice';
  /** The name or pattern that it is about. */
  readonly pattern: string;
  /** What was seen, as a sentence about it. */
  readonly seen: string;
}

export interface Found {
  /** Sorted by the bytes of their UTF-8, each once. Of what was found twice both are here. */
  readonly names: readonly string[];
  readonly problems: readonly FindProblem[];
}

/** How the name of a compressed file ends. */
const GZ = '.gz';

/** Names are told up to this number. */
const MOST_NAMES = 20;

/**
 * The sources at a location that patterns are of; a pattern is a name or a glob (names/globs.ts). Where `x` is asked for `x.gz` is
 * taken as well. Where nothing is of a pattern, what is in another case is taken for it: `Users.CSV` for `users.csv`. Unless there is a glob
 * among the patterns, or nothing is of one, the location is not listed.
 * @throws {SourceError} missing, unreadable or not_a_folder when the location, or a folder below it that a glob asks for, cannot be
 * listed
 */
export async function findSources(location: Location, patterns: readonly string[]): Promise<Found> {
  const normal = [...new Set(patterns.map((pattern) => posix.normalize(pattern)))];
  const listed = await listFor(location, normal.filter(isGlob));
  const found = new Map<string, readonly string[]>();
  for (const pattern of normal) {
    const isOf = (name: string) => isAskedFor(name, pattern);
    found.set(pattern, isGlob(pattern) ? listed.filter(isOf) : await namedBy(location, pattern));
  }
  const missed = normal.filter((pattern) => found.get(pattern)?.length === 0);
  const inOtherCase = await foundInOtherCase(location, missed);
  const several = missed.filter((pattern) => !isGlob(pattern) && namesOf(inOtherCase, pattern).length > 1);
  for (const pattern of missed) {
    found.set(pattern, several.includes(pattern) ? [] : namesOf(inOtherCase, pattern));
  }
  const nothing = missed.filter((pattern) => namesOf(inOtherCase, pattern).length === 0);
  const names = sortedByBytes(new Set([...found.values()].flat()));
  return {
    names,
    problems: [
      ...nothing.map((pattern) => nothingFound(location, pattern, listed)),
      ...several.map((pattern) => severalFound(pattern, namesOf(inOtherCase, pattern))),
      ...foundTwice(names),
    ],
  };
}

const namesOf = (found: ReadonlyMap<string, readonly string[]>, pattern: string): readonly string[] =>
  found.get(pattern) ?? [];

async function listFor(location: Location, globs: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  if (globs.length > 0) {
    const isWalked = (folder: string) => globs.some((glob) => mayMatchBelow(folder, glob));
    for await (const name of location.list(isWalked)) {
      names.push(name);
    }
  }
  return names;
}

/** What there is of patterns without regard to case. A location that can't be listed has nothing of them. */
async function foundInOtherCase(
  location: Location,
  patterns: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  try {
    const listed = await listFor(
      {
        ...location,
        list: (isWalked) => location.list((folder) => isWalked?.(folder.toLowerCase()) ?? true),
      },
      lower,
    );
    return new Map(
      patterns.map((pattern, index) => {
        const own = lower[index] ?? '';
        return [pattern, sortedByBytes(listed.filter((name) => isAskedFor(name.toLowerCase(), own)))];
      }),
    );
  } catch (error) {
    if (error instanceof SourceError) {
      return new Map();
    }
    throw error;
  }
}

function isAskedFor(name: string, pattern: string): boolean {
  const isOf = (own: string) => (isGlob(pattern) ? matches(own, pattern) : own === pattern);
  return isOf(name) || (name.endsWith(GZ) && isOf(name.slice(0, -GZ.length)));
}

/** The name and that of its archive, as far as they are there. Where that is not told of one it is left out, but when no other is there. */
async function namedBy(location: Location, name: string): Promise<string[]> {
  const candidates = name.endsWith(GZ) ? [name] : [name, `${name}${GZ}`];
  const presences = await Promise.all(candidates.map((candidate) => presenceOf(location, candidate)));
  const found = candidates.filter((_, index) => presences[index] === 'there');
  return found.length > 0
    ? found
    : candidates.filter((_, index) => presences[index] === 'untold').slice(0, 1);
}

/** What cannot be read is there: whoever reads it learns why not. */
async function presenceOf(location: Location, name: string): Promise<'there' | 'missing' | 'untold'> {
  try {
    await location.source(name).version();
    return 'there';
  } catch (error) {
    if (error instanceof UntoldSourceError) {
      return 'untold';
    }
    if (error instanceof SourceError) {
      return error.code === 'missing' ? 'missing' : 'there';
    }
    throw error;
  }
}

/** In the order of the bytes of their UTF-8, which is the same on every machine. */
export function sortedByBytes(names: Iterable<string>): string[] {
  return Array.from(names, (name) => ({ name, bytes: Buffer.from(name) }))
    .sort((a, b) => a.bytes.compare(b.bytes))
    .map(({ name }) => name);
}

/** @param listed the names that were there to match globs with */
function nothingFound(location: Location, pattern: string, listed: readonly string[]): FindProblem {
  const archive = pattern.endsWith(GZ) ? '' : `, nor does ${oneLine(posix.basename(pattern))}${GZ}`;
  const seen = isGlob(pattern)
    ? noneMatches(location, folderOf(pattern), listed)
    : `does not exist${archive}`;
  return { code: 'nothing_found', pattern, seen };
}

function severalFound(pattern: string, names: readonly string[]): FindProblem {
  const told = names.slice(0, MOST_NAMES).map((name) => oneLine(posix.basename(name)));
  const seen =
    `does not exist, but several names differ from it only in case: ${told.join(', ')}; it is not clear which one you mean: ` +
    'keep only one of them, or give one exactly this name';
  return { code: 'several_found', pattern, seen };
}

/** The folder of a pattern, as far as it is spelled out; empty for the location itself. */
function folderOf(pattern: string): string {
  const parts = posix.dirname(pattern).split('/');
  const spelledOut = parts.findIndex((part) => isGlob(part));
  const folder = parts.slice(0, spelledOut < 0 ? parts.length : spelledOut).join('/');
  return folder === '.' ? '' : folder;
}

function noneMatches(location: Location, folder: string, listed: readonly string[]): string {
  const within = folder === '' ? listed : listed.filter((name) => name.startsWith(`${folder}/`));
  const where = oneLine(folder === '' ? location.uri : location.uriOf(folder));
  if (within.length === 0) {
    return `no file matches this pattern: ${where} has no files, or does not exist`;
  }
  const [first = ''] = sortedByBytes(within);
  const told = oneLine(folder === '' ? first : first.slice(folder.length + 1));
  return `no file matches this pattern; ${where} has ${within.length} files, the first is ${told}`;
}

function foundTwice(names: readonly string[]): FindProblem[] {
  const archives = new Map(names.map((name) => [name.toLowerCase(), name]));
  return names.flatMap((name): FindProblem[] => {
    const archive = archives.get(`${name.toLowerCase()}${GZ}`);
    const seen =
      `${oneLine(posix.basename(archive ?? ''))} exists as well, so its rows would probably count ` +
      'twice: remove one of the two';
    return archive === undefined ? [] : [{ code: 'found_twice', pattern: name, seen }];
  });
}
