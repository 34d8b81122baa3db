import { describe, expect, test } from 'vitest';
import { SourcesUnavailableError } from '../../../../lib/errors.ts';
import { failure } from '../reading.ts';
import { nearS3 } from './near.ts';

async function bucketWith(...keys: string[]) {
  const near = await nearS3();
  for (const key of keys) {
    near.s3.objects.put('orders', key, 'x');
  }
  return near;
}

describe('a prefix', () => {
  test('below which there is an object can be used', async () => {
    const { kind } = await bucketWith('in/users.csv');

    expect(await kind.location('s3://orders/in/').unusable([])).toBeUndefined();
  });

  test.each([
    [['In-2026/users.csv'], 's3://orders has In-2026: is that what you mean?'],
    [['users.csv', 'x/y.csv'], 'users.csv is in s3://orders itself: give that'],
    [['archive/a.csv', 'logs/b'], 'the prefixes in s3://orders are archive and logs: give that of the files'],
    [['in2026'], 'is an object, not what the names of the files begin with; give s3://orders'],
    [['note.txt'], 's3://orders has nothing else either'],
  ])('without objects, beside %j, says what there is', async (keys, hint) => {
    const { kind } = await bucketWith(...keys);

    const error = await kind.location('s3://orders/in2026').unusable(['users.csv']);

    expect(error).toMatchObject({ code: 'missing', message: expect.stringContaining(hint) });
  });

  test('of which an earlier part is wrong says what there is in its place', async () => {
    const { kind } = await bucketWith('exports/2026/users.csv');

    const error = await kind.location('s3://orders/exprots/2026/users').unusable([]);

    expect(error?.message).toContain('s3://orders has exports: is that what you mean?');
  });

  test('of an empty bucket says so', async () => {
    const { s3, kind } = await bucketWith('users.csv');
    s3.objects.buckets.get('orders')?.clear();

    expect((await kind.location('s3://orders/').unusable([]))?.message).toContain(
      'the bucket has no objects',
    );
  });

  test.each(['s3://orders/a/../b', 's3://', 's3://x@y/z'])(
    'written as %s says what is wrong',
    async (uri) => {
      const { kind } = await bucketWith();

      expect(await kind.location(uri).unusable([])).toMatchObject({ code: 'unreadable', uri });
    },
  );
});

describe('a file that is missing', () => {
  test.each([
    [['in/users-2.csv'], 'users-2.csv is there: rename it'],
    [['in/users.xlsx'], 'users.xlsx is there: export or unpack it as CSV'],
    [['in/2026/users.csv'], '2026/users.csv is there: give the folder s3://orders/in/2026'],
    [['users.csv', 'in/x'], 's3://orders/users.csv is there: give the folder s3://orders'],
    [['in/users.csv/part-0.csv'], "declare files: 'users.csv/part-*.csv'"],
  ])('beside %j has that as a clue', async (keys, hint) => {
    const { kind } = await bucketWith(...keys);

    const clue = await kind.location('s3://orders/in').clueTo('missing', 'users.csv', []);

    expect(clue.hints.join('; ')).toContain(hint);
  });
});

/** The message about a bucket that can't be listed. */
const messageWith = async (environment: Record<string, string>): Promise<string> => {
  const { kind } = await nearS3({ environment });
  const problem = await kind
    .location('s3://orders/in')
    .unusable([])
    .catch((error: unknown) => error);
  return String(problem);
};

describe('settings that are wrong are told', () => {
  test.each([
    [
      { AWS_ACCESS_KEY_ID: 'other' },
      'the access key is not known (InvalidAccessKeyId); check AWS_ACCESS_KEY_ID',
    ],
    [{ AWS_SECRET_ACCESS_KEY: 'other' }, 'the signature is wrong (SignatureDoesNotMatch)'],
    [{ AWS_SESSION_TOKEN: 'other' }, 'AWS_SESSION_TOKEN is not valid'],
    [{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 'no AWS credentials were found'],
    [{ AWS_ACCESS_KEY_ID: '' }, 'AWS_ACCESS_KEY_ID is missing'],
    [
      { AWS_REGION: 'us-west-2' },
      'the bucket is in the region eu-central-1, but requests are signed for us-west-2; set AWS_REGION=eu-central-1',
    ],
    [{ AWS_ENDPOINT_URL_S3: 'nowhere' }, 'AWS_ENDPOINT_URL_S3 must be an address'],
    [{}, 'there is no bucket orders'],
  ])('%j', async (environment, message) => {
    expect(await messageWith(environment)).toContain(message);
  });

  test('no message has a secret in it', async () => {
    const secret = 'top/secret+KEY';

    expect(await messageWith({ AWS_SECRET_ACCESS_KEY: secret })).not.toContain(secret);
  });

  test('an address at which nobody listens is one that may be up later', async () => {
    const { kind } = await nearS3({ environment: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' } });

    const error = await failure(kind.location('s3://orders/in').unusable([]));

    expect(error).toBeInstanceOf(SourcesUnavailableError);
    expect(String(error)).toContain(
      "http://127.0.0.1:1 can't be reached: nobody listens there; check AWS_ENDPOINT_URL_S3",
    );
  });

  test('an address of https at which there is no TLS', async () => {
    const { s3 } = await nearS3();

    const message = await messageWith({ AWS_ENDPOINT_URL_S3: s3.url.replace('http:', 'https:') });

    expect(message).toContain('no safe connection came about');
  });
});

describe('refusals are told with cause and remedy', () => {
  test.each([
    [
      { status: 403, code: 'AccessDenied' },
      'must allow s3:ListBucket on arn:aws:s3:::orders and s3:GetObject',
    ],
    [{ status: 403, code: 'ExpiredToken' }, 'the credentials have expired'],
    [
      { status: 403, code: 'RequestTimeTooSkewed' },
      'the clocks differ too much (RequestTimeTooSkewed): it is ',
    ],
    [
      { status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'us-west-2' } },
      'the bucket is in the region us-west-2, but requests are signed for eu-central-1; set AWS_REGION=us-west-2',
    ],
    [
      { status: 404, body: '<h1>no</h1>', headers: { 'content-type': 'text/html' } },
      'is probably not S3: it answered with status 404, text/html',
    ],
    [
      { status: 200, body: '{}', headers: { 'content-type': 'application/json' } },
      'is probably not S3: it answered with status 200',
    ],
    [{ status: 418, code: 'Odd\u001b[31m' }, 'refused it with status 418 (Odd<U+001B>[31m'],
  ])('%j', async (fault, message) => {
    const { s3, kind } = await bucketWith('in/users.csv');
    s3.failWith(() => fault);

    expect((await kind.location('s3://orders/in').unusable([]))?.message).toContain(message);
  });
});
