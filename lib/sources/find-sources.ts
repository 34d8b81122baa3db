import { posix } from 'node:path';
import { oneLine } from '../one-line.ts';
import { isGlob, matches, mayMatchBelow } from './names/globs.ts';
import type { Location } from './source.ts';
import { SourceError } from './source-error.ts';

/** Why patterns do not say which sources to read. */
export interface FindProblem {
  /** Nothing is there of a pattern's; or the same file is there, by its name, once compressed and once not. */
  readonly code: 'nothing_found' | 'found_twice';
  /** One line that names pattern or sources, and where they were looked for. */
  readonly message: string;
}

export interface Found {
  /** Sorted by the bytes of their UTF-8, each once. Of what was found twice both are here. */
  readonly names: readonly string[];
  readonly problems: readonly FindProblem[];
}

/** How the name of a compressed file ends. */
const GZ = '.gz';

/**
 * The sources at a location that patterns are of; a pattern is a name or a glob (names/globs.ts). Where `x` is asked for `x.gz` is
 * taken as well. Unless there is a glob among the patterns the location is not listed.
 * @throws {SourceError} missing, unreadable or not_a_folder when the location, or a folder below it that a glob asks for, cannot be
 * listed
 */
export async function findSources(location: Location, patterns: readonly string[]): Promise<Found> {
  const normal = [...new Set(patterns.map((pattern) => posix.normalize(pattern)))];
  const listed = await listFor(location, normal.filter(isGlob));
  const found: string[][] = [];
  for (const pattern of normal) {
    found.push(
      isGlob(pattern) ? listed.filter((name) => isAskedFor(name, pattern)) : await namedBy(location, pattern),
    );
  }
  const names = sortedByBytes(new Set(found.flat()));
  const empty = normal.filter((_, index) => found[index]?.length === 0);
  return {
    names,
    problems: [
      ...empty.map((pattern) => nothingFound(location, pattern, listed)),
      ...foundTwice(location, names),
    ],
  };
}

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

function isAskedFor(name: string, glob: string): boolean {
  return matches(name, glob) || (name.endsWith(GZ) && matches(name.slice(0, -GZ.length), glob));
}

/** The name and that of its archive, as far as they are there. */
async function namedBy(location: Location, name: string): Promise<string[]> {
  const candidates = name.endsWith(GZ) ? [name] : [name, `${name}${GZ}`];
  const areThere = await Promise.all(candidates.map((candidate) => isThere(location, candidate)));
  return candidates.filter((_, index) => areThere[index]);
}

/** What cannot be read is there: whoever reads it learns why not. */
async function isThere(location: Location, name: string): Promise<boolean> {
  try {
    await location.source(name).version();
    return true;
  } catch (error) {
    if (error instanceof SourceError) {
      return error.code !== 'missing';
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
  const uri = oneLine(location.uriOf(pattern));
  const archive = pattern.endsWith(GZ) ? '' : `, nor does ${oneLine(posix.basename(pattern))}${GZ}`;
  const message = isGlob(pattern)
    ? `${uri}: ${noneMatches(location, folderOf(pattern), listed)}`
    : `${uri}: does not exist${archive}`;
  return { code: 'nothing_found', message };
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
    return `no file matches this pattern: ${where} has no files, or is not there`;
  }
  const [first = ''] = sortedByBytes(within);
  const told = oneLine(folder === '' ? first : first.slice(folder.length + 1));
  return `no file matches this pattern; of the ${within.length} in ${where} the first is ${told}`;
}

function foundTwice(location: Location, names: readonly string[]): FindProblem[] {
  const all = new Set(names);
  return names
    .filter((name) => all.has(`${name}${GZ}`))
    .map((name) => ({
      code: 'found_twice',
      message:
        `${oneLine(location.uriOf(name))}: ${oneLine(posix.basename(name))}${GZ} is there as well, and its rows would probably count ` +
        'twice; remove one of the two',
    }));
}
