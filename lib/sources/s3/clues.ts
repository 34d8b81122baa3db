import { posix } from 'node:path';
import { enumerated, firstFew } from '../../messages/first-few.ts';
import { oneLine } from '../../messages/one-line.ts';
import { type Clue, NO_CLUE } from '../clues/clue.ts';
import { namesInPlaceClue } from '../clues/folder-in-place.ts';
import { isNear } from '../clues/missing-folder.ts';
import type { NameIn } from '../clues/names-in.ts';
import { nearFileHints } from '../clues/near-files.ts';
import type { Surroundings } from '../clues/surroundings.ts';
import { SourceError, type SourceErrorCode } from '../source-error.ts';
import { prefixIn, type S3Address, startOfKeys, uriBelow } from './address.ts';
import { pageOf } from './listing.ts';
import type { Page } from './page.ts';
import type { S3Server } from './requests/asking.ts';

/** So many pages of a listing are looked at for a clue, of 1,000 names each. */
const MOST_PAGES = 5;

/** Folders are told up to this number. */
const MOST_TOLD = 5;

/**
 * Why nothing can be read at a location; undefined when there is at least one object.
 *
 * @param wanted the names of files that are looked for
 */
export async function unusablePrefix(
  server: S3Server,
  uri: string,
  wanted: readonly string[],
): Promise<SourceError | undefined> {
  try {
    const address = prefixIn(uri);
    const { keys } = await pageOf(server, uri, address.bucket, { start: startOfKeys(address) });
    return keys.length > 0
      ? undefined
      : new SourceError('missing', uri, await whyEmpty(server, uri, address, wanted));
  } catch (error) {
    if (error instanceof SourceError) {
      return error;
    }
    throw error;
  }
}

/** What is in the place of an object that can't be read, and what to do. What can't be listed gives no clue. */
export async function clueToObject(
  server: S3Server,
  uri: string,
  code: SourceErrorCode,
  name: string,
  read: readonly string[],
): Promise<Clue> {
  if (code !== 'missing') {
    return NO_CLUE;
  }
  try {
    const round = await roundPrefix(server, uri);
    const within = round.namesIn(name);
    return within.length > 0 ? namesInPlaceClue(within, name) : { hints: nearFileHints(round, name, read) };
  } catch (error) {
    if (error instanceof SourceError) {
      return NO_CLUE;
    }
    throw error;
  }
}

/** What there is round a location, by one listing of it and one of what is above. */
async function roundPrefix(server: S3Server, uri: string): Promise<Surroundings> {
  const address = prefixIn(uri);
  const start = startOfKeys(address);
  const names: string[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await pageOf(server, uri, address.bucket, { start, next });
    names.push(...page.keys.map((key) => key.slice(start.length)));
    next = page.next;
    if (next === undefined) {
      break;
    }
  }
  const above = address.key === '' ? undefined : aboveOf(address);
  const isAbove = above ? await pageAbove(server, uri, above) : undefined;
  const has = new Set(names);
  return {
    namesIn: (folder) => namesBelow(names, folder === '' ? '' : `${folder}/`),
    has: (name) => has.has(name),
    hasAbove: (name) =>
      above !== undefined && (isAbove?.keys.includes(`${startOfKeys(above)}${name}`) ?? false),
    uriOf: (name) => uriBelow(uri, name),
    above: above === undefined ? uri : uriOf(above),
  };
}

/** The first page of what is in a prefix; undefined when it may not be listed: it is asked for a clue only. */
async function pageAbove(server: S3Server, uri: string, above: S3Address): Promise<Page | undefined> {
  try {
    return await pageOf(server, uri, above.bucket, { start: startOfKeys(above), isFlat: true });
  } catch (error) {
    if (error instanceof SourceError) {
      return undefined;
    }
    throw error;
  }
}

/** The names in a folder, and of the folders in it, once each. */
function namesBelow(names: readonly string[], folder: string): NameIn[] {
  const found = new Map<string, NameIn>();
  for (const name of names) {
    const [first = '', ...rest] = name.startsWith(folder) ? name.slice(folder.length).split('/') : [];
    if (first !== '') {
      found.set(first, { name: first, isFolder: rest.length > 0 || (found.get(first)?.isFolder ?? false) });
    }
  }
  return [...found.values()];
}

/** What is said of a location without objects. */
async function whyEmpty(
  server: S3Server,
  uri: string,
  address: S3Address,
  wanted: readonly string[],
): Promise<string> {
  if (address.key === '') {
    return 'the bucket has no objects; copy the files into it';
  }
  const above = aboveOf(address);
  const start = startOfKeys(above);
  const page = await pageAbove(server, uri, above);
  const seen = `no object is there (no key begins with ${oneLine(startOfKeys(prefixIn(uri)))})`;
  if (page === undefined) {
    return `${seen}; check the prefix, or copy the files there`;
  }
  const { keys, folders } = page;
  if (keys.includes(address.key)) {
    return `is an object, not what the names of the files begin with; give ${oneLine(uriOf(above))}`;
  }
  if (keys.length + folders.length === 0 && above.key !== '') {
    return await whyEmpty(server, uri, above, wanted);
  }
  const where = oneLine(uriOf(above));
  const names = folders.map((folder) => folder.slice(start.length, -1)).filter((name) => name !== '');
  const near = names.filter((name) => isNear(name, posix.basename(address.key)));
  const files = wanted.filter((name) => keys.includes(`${start}${name}`));
  return [seen, ...hintsOf(where, { near, files, names })].join('; ');
}

interface Beside {
  readonly near: readonly string[];
  readonly files: readonly string[];
  readonly names: readonly string[];
}

function hintsOf(where: string, { near, files, names }: Beside): string[] {
  const told = (some: readonly string[]) => enumerated(firstFew(some, MOST_TOLD, oneLine));
  if (near.length > 0) {
    return [`${where} has ${told(near)}: is that what you mean?`];
  }
  if (files.length > 0) {
    return [`${told(files)} ${files.length === 1 ? 'is' : 'are'} in ${where} itself: give that`];
  }
  return names.length > 0
    ? [`the prefixes in ${where} are ${told(names)}: give that of the files`]
    : [`${where} has nothing else either: copy the files there`];
}

const aboveOf = ({ bucket, key }: S3Address): S3Address => {
  const parent = posix.dirname(key);
  return { bucket, key: parent === '.' || parent === '/' ? '' : parent };
};

const uriOf = ({ bucket, key }: S3Address): string => `s3://${bucket}${key === '' ? '' : `/${key}`}`;
