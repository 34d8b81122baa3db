import { describe, expect, test } from 'vitest';
import { decoded } from '../../../../lib/sources/decoded.ts';
import { findSources } from '../../../../lib/sources/find-sources.ts';
import type { AskedRequest, Fault } from '../../../support/s3/faults.ts';
import { failure } from '../reading.ts';
import { nearS3 } from './near.ts';

const DENIED: Fault = { status: 403, code: 'AccessDenied' };

/** A bucket with these keys that answers 403 where `isDenied` says so. */
async function bucketThatDenies(keys: readonly string[], isDenied: (request: AskedRequest) => boolean) {
  const { s3, kind } = await nearS3();
  for (const key of keys) {
    s3.objects.put('orders', key, 'user_id\n1\n');
  }
  s3.failWith((request) => (isDenied(request) ? DENIED : undefined));
  const location = kind.location('s3://orders/in');
  const source = (name: string) => decoded(kind.stored(location.uriOf(name)));
  return { kind, location: { ...location, source } };
}

const isOfGz = ({ key }: AskedRequest): boolean => key.endsWith('.gz');
const isListing = ({ key }: AskedRequest): boolean => key === '';

describe('a look that is denied', () => {
  test('at an object that no listing has is at a missing one', async () => {
    const { location } = await bucketThatDenies(['in/users.csv', 'in/users.csv.gz2'], isOfGz);

    expect(await findSources(location, ['users.csv'])).toEqual({ names: ['users.csv'], problems: [] });
  });

  test('at an object that is listed is at one that may not be read', async () => {
    const { location, kind } = await bucketThatDenies(['in/users.csv', 'in/users.csv.gz'], isOfGz);

    const { problems } = await findSources(location, ['users.csv']);
    const error = await failure(kind.stored('s3://orders/in/users.csv.gz').look(1));

    expect(problems).toMatchObject([{ code: 'found_twice' }]);
    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining('AccessDenied') });
  });

  test('is passed over when listing is denied too, and the other name can be looked at', async () => {
    const { location } = await bucketThatDenies(
      ['in/users.csv'],
      (asked) => isOfGz(asked) || isListing(asked),
    );

    expect(await findSources(location, ['users.csv'])).toEqual({ names: ['users.csv'], problems: [] });
  });

  test('is at what may not be read when neither name can be looked at', async () => {
    const { location, kind } = await bucketThatDenies(['in/users.csv'], () => true);

    const found = await findSources(location, ['users.csv']);
    const error = await failure(kind.stored('s3://orders/in/users.csv').look(1));

    expect(found).toEqual({ names: ['users.csv'], problems: [] });
    expect(error).toMatchObject({ code: 'unreadable' });
  });
});

test('an empty prefix is missing even when what is above may not be listed', async () => {
  const { location } = await bucketThatDenies(
    ['other/users.csv'],
    ({ key, query }) => key === '' && query.get('prefix') === '',
  );

  expect(await location.unusable(['users.csv'])).toMatchObject({
    code: 'missing',
    message: expect.stringContaining('no key begins with in/'),
  });
});

test('a look for the size alone says why it is refused', async () => {
  const { s3, kind } = await nearS3();
  s3.objects.put('orders', 'in/users.csv', 'x');
  s3.failWith(() => ({ status: 400, code: 'ExpiredToken' }));

  const error = await failure(kind.stored('s3://orders/in/users.csv').look(0));

  expect(error).toMatchObject({ message: expect.stringContaining('the credentials have expired') });
});
