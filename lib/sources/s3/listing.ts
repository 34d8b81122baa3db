import { SourceError } from '../source-error.ts';
import { type S3Address, startOfKeys } from './address.ts';
import { type Page, pageIn, UNLIKE_S3 } from './page.ts';
import { answered, persistently, type S3Server } from './requests/asking.ts';
import { Interruption } from './requests/interruption.ts';
import { documentOf } from './requests/received.ts';
import { noS3 } from './requests/refusal.ts';

/** A page is at most as long: 1,000 keys of 1,024 bytes are 3 MB if each byte is percent-encoded, and their ETags and times less than 1 MB. */
const MOST_PAGE_BYTES = 8 * 1024 * 1024;

/** What a page is to have. */
export interface PageOptions {
  /** What its keys begin with. */
  readonly start: string;
  /** Whether what is in folders below is told by the folders' names only. */
  readonly isFlat?: boolean;
  /** 1,000 if it is not said. */
  readonly mostKeys?: number;
  /** Only keys after that one. */
  readonly after?: string | undefined;
  /** As the page before has it. */
  readonly next?: string | undefined;
}

/** Greater than every character that is after a slash in a key. */
const LAST_CHARACTER = '\u{10ffff}';

/**
 * The names of all objects of a location, in pages of 1,000.
 *
 * @param isWalked says of a folder whether to look into it: what is in the others is passed over without being listed, as far as it
 * fills more than a page
 * @throws {SourceError} as every request does
 */
export async function* namesAt(
  server: S3Server,
  uri: string,
  location: S3Address,
  isWalked: (folder: string) => boolean,
): AsyncGenerator<string, void, undefined> {
  const start = startOfKeys(location);
  const tokens = new Set<string>();
  let options: Pick<PageOptions, 'after' | 'next'> | undefined = {};
  while (options) {
    const page: Page = await pageOf(server, uri, location.bucket, { start, ...options });
    for (const key of page.keys) {
      const name = key.slice(start.length);
      if (name !== '' && !name.endsWith('/') && notWalked(name, isWalked) === undefined) {
        yield name;
      }
    }
    const last = page.keys.at(-1);
    const passed = last === undefined ? undefined : notWalked(last.slice(start.length), isWalked);
    const { next } = page;
    if (next === undefined) {
      options = undefined;
    } else if (passed === undefined) {
      options = afterPage(uri, next, tokens);
    } else {
      options = afterFolder(uri, `${start}${passed}/${LAST_CHARACTER}`, page.keys, options.after);
    }
  }
}

/** The outermost folder of a name that is not walked; undefined when all are. */
function notWalked(name: string, isWalked: (folder: string) => boolean): string | undefined {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/')).find((folder) => !isWalked(folder));
}

/** To go on after a page. @throws {SourceError} when a server has told the same before: it would go on for ever */
function afterPage(uri: string, next: string, told: Set<string>) {
  if (told.has(next)) {
    throw new SourceError('unreadable', uri, `its server lists the same keys again and again${UNLIKE_S3}`);
  }
  told.add(next);
  return { next };
}

/** To go on after a folder. @throws {SourceError} when a server does not do so: it would go on for ever */
function afterFolder(uri: string, after: string, keys: readonly string[], before: string | undefined) {
  const [first = ''] = keys;
  if (before !== undefined && Buffer.compare(Buffer.from(first), Buffer.from(before)) <= 0) {
    throw new SourceError(
      'unreadable',
      uri,
      `its server lists keys before the one after which it was asked (start-after)${UNLIKE_S3}`,
    );
  }
  return { after };
}

/**
 * One page of a listing.
 *
 * @param uri what is looked for, for messages
 * @throws {SourceError} as every request does, and unreadable when the answer is no listing
 */
export async function pageOf(
  server: S3Server,
  uri: string,
  bucket: string,
  { start, isFlat = false, mostKeys, after, next }: PageOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<Page> {
  const address = { bucket, key: '' };
  const query = {
    'list-type': '2',
    prefix: start,
    // Or else a key with a control character would be no XML.
    'encoding-type': 'url',
    ...(mostKeys !== undefined && { 'max-keys': String(mostKeys) }),
    ...(isFlat && { delimiter: '/' }),
    ...(next === undefined
      ? after !== undefined && { 'start-after': after }
      : { 'continuation-token': next }),
  };
  return await persistently(server, uri, signal, async (connection) => {
    const asked = { bucket, key: start };
    const { status, headers, body } = await answered(connection, uri, { address, query, signal }, [200]);
    const { stallMs, patienceMs } = server.timing;
    const limits = { stallMs, wholeMs: patienceMs, mostBytes: MOST_PAGE_BYTES };
    const { text, cutAt } = await documentOf(body, limits);
    if (!text.includes('<ListBucketResult')) {
      throw new SourceError('unreadable', uri, noS3({ uri, address: asked, connection, status, headers }));
    }
    if (cutAt === 'bytes') {
      throw new SourceError(
        'unreadable',
        uri,
        `its server lists more than ${MOST_PAGE_BYTES / 2 ** 20} MB at a time${UNLIKE_S3}`,
      );
    }
    if (!text.includes('</ListBucketResult>')) {
      throw new Interruption('busy', 'ended a listing too soon');
    }
    return pageIn(uri, text);
  });
}
