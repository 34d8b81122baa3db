import type { StoredObject } from './objects.ts';

/** What a request for a listing says. */
export interface ListingQuery {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string | null;
  readonly startAfter: string | null;
  readonly token: string | null;
  readonly isEncoded: boolean;
  readonly pageKeys: number;
}

/** As S3 writes it where it is asked for encoding-type=url: a space is a plus. */
const encoded = (text: string): string =>
  new URLSearchParams({ '': text }).toString().slice(1).replaceAll('%2F', '/');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** An answer to ListObjectsV2. */
export function listingDocument(objects: ReadonlyMap<string, StoredObject>, query: ListingQuery): string {
  const { prefix, delimiter, startAfter, token, pageKeys } = query;
  const after = token === null ? startAfter : Buffer.from(token, 'base64url').toString();
  const entries = entriesOf(objects.keys(), prefix, delimiter);
  const left = [...entries].filter(([key]) => after === null || byBytes(key, after) > 0);
  const page = left.slice(0, pageKeys);
  const told = (text: string) => escaped(query.isEncoded ? encoded(text) : text);
  const isTruncated = left.length > page.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>${query.bucket}</Name><Prefix>${told(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>`,
    query.isEncoded ? '<EncodingType>url</EncodingType>' : '',
    `<IsTruncated>${isTruncated}</IsTruncated>`,
    isTruncated
      ? `<NextContinuationToken>${Buffer.from(page.at(-1)?.[0] ?? '').toString('base64url')}</NextContinuationToken>`
      : '',
    ...page.map(([key, kind]) =>
      kind === 'Contents'
        ? `<Contents><Key>${told(key)}</Key><ETag>${escaped(objects.get(key)?.etag ?? '')}</ETag></Contents>`
        : `<CommonPrefixes><Prefix>${told(key)}</Prefix></CommonPrefixes>`,
    ),
    '</ListBucketResult>',
  ].join('');
}

/** What a listing has of keys: the keys, or the folders that they are in. */
function entriesOf(
  keys: Iterable<string>,
  prefix: string,
  delimiter: string | null,
): Map<string, 'Contents' | 'CommonPrefixes'> {
  const entries = new Map<string, 'Contents' | 'CommonPrefixes'>();
  for (const key of [...keys].filter((own) => own.startsWith(prefix)).sort(byBytes)) {
    const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      entries.set(key, 'Contents');
    } else {
      entries.set(key.slice(0, end + 1), 'CommonPrefixes');
    }
  }
  return entries;
}
