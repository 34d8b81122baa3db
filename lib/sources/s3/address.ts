import { SourceError } from '../source-error.ts';

/** What a URI `s3://bucket/key` names: of a location the key is what the keys of its sources begin with, without a `/` at its end. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

/** Names of buckets, those of the first years too. What else stood before the first `/` could lead to another host. */
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/;

/**
 * The address that a URI is written for; the key is as it is, not percent-encoded.
 *
 * @throws {SourceError} unreadable when it names no bucket, or a key that can't be asked for
 */
export function addressIn(uri: string): S3Address {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/is.exec(uri) ?? [];
  const problem = problemWith(bucket, key);
  if (problem !== undefined) {
    throw new SourceError('unreadable', uri, problem);
  }
  return { bucket, key };
}

/** The same of a location, whose `/` at the end says nothing. @throws {SourceError} as addressIn does */
export function prefixIn(uri: string): S3Address {
  const { bucket, key } = addressIn(uri);
  return { bucket, key: key.replace(/\/+$/, '') };
}

/** The URI of a source by its name in a location. */
export const uriBelow = (location: string, name: string): string => `${location.replace(/\/+$/, '')}/${name}`;

/** What the keys of all sources of a location begin with. */
export const startOfKeys = ({ key }: S3Address): string => (key === '' ? '' : `${key}/`);

function problemWith(bucket: string, key: string): string | undefined {
  if (bucket === '') {
    return 'no bucket is named; write s3://bucket/prefix';
  }
  if (bucket.startsWith('arn:')) {
    return 'names of access points (ARNs) are not supported; give the name or the alias of the bucket: s3://bucket/prefix';
  }
  if (!BUCKET.test(bucket)) {
    return 'what stands before the first / is not the name of a bucket; write s3://bucket/prefix';
  }
  if (bucket.endsWith('--x-s3')) {
    return 'is a directory bucket (S3 Express One Zone), which is not supported; copy the files into a general purpose bucket';
  }
  // An address on the web has no such parts: they are resolved before anything is sent.
  return key.split('/').some((part) => part === '.' || part === '..')
    ? 'has . or .. between slashes, which can not be asked for; rename the object or the prefix'
    : undefined;
}
