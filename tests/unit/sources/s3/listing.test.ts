import { describe, expect, test } from 'vitest';
import { decoded } from '../../../../lib/sources/decoded.ts';
import { findSources } from '../../../../lib/sources/find-sources.ts';
import type { Kind } from '../../../../lib/sources/kind.ts';
import type { Location } from '../../../../lib/sources/source.ts';
import { listed } from '../reading.ts';
import { nearS3 } from './near.ts';

const locationOf = (kind: Kind, uri: string): Location => {
  const location = kind.location(uri);
  return { ...location, source: (name) => decoded(kind.stored(location.uriOf(name))) };
};

/** Keys that are written in another way in an address, in XML, or both. */
const ODD = [
  'a b.csv',
  'a+b.csv',
  'a%20b.csv',
  'a&<>"\'b.csv',
  'é/ü.csv',
  "!'()*~.csv",
  '日本.csv',
  'a;b=c,d$@:.csv',
];

describe('a listing', () => {
  test('has the names of all pages, but for those of folders and what is beside the prefix', async () => {
    const { s3, kind } = await nearS3({ pageKeys: 2 });
    const keys = [
      'in/a.csv',
      'in/b/',
      'in/b/c.csv',
      'in/b/d/e.csv',
      'in/f.csv',
      'in/',
      'inside.csv',
      'other/x.csv',
    ];
    for (const key of keys) {
      s3.objects.put('orders', key, '');
    }

    const names = await listed(kind.location('s3://orders/in').list());

    expect(names).toEqual(['a.csv', 'b/c.csv', 'b/d/e.csv', 'f.csv']);
  });

  test('of a bucket has all that is in it', async () => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', 'a.csv', '');
    s3.objects.put('orders', 'b/c.csv', '');

    expect(await listed(kind.location('s3://orders').list())).toEqual(['a.csv', 'b/c.csv']);
  });

  test('passes over folders that are not walked without listing what is in them', async () => {
    const { s3, kind } = await nearS3({ pageKeys: 2 });
    for (let index = 100; index < 200; index++) {
      s3.objects.put('orders', `in/old/${index}.csv`, '');
    }
    s3.objects.put('orders', 'in/a.csv', '');
    s3.objects.put('orders', 'in/old0.csv', '');
    s3.objects.put('orders', 'in/z.csv', '');

    const names = await listed(kind.location('s3://orders/in').list((folder) => folder !== 'old'));

    expect(names).toEqual(['a.csv', 'old0.csv', 'z.csv']);
    expect(s3.asked.length).toBeLessThan(5);
  });

  test.each(ODD)('finds %s, and it can be read', async (name) => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', `in put/${name}`, 'abc');
    const location = kind.location('s3://orders/in put');

    const names = await listed(location.list());
    const { head } = await kind.stored(location.uriOf(name)).look(3);

    expect(names).toEqual([name]);
    expect(head.toString()).toBe('abc');
  });

  test('that is refused for now is asked for again', async () => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', 'a.csv', '');
    s3.failWith(({ index }) => (index < 2 ? { status: 503, code: 'SlowDown' } : undefined));

    expect(await listed(kind.location('s3://orders').list())).toEqual(['a.csv']);
  });

  test('that is cut is asked for again', async () => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', 'a.csv', '');
    s3.failWith(({ index }) => (index === 0 ? 'reset' : undefined));

    expect(await listed(kind.location('s3://orders').list())).toEqual(['a.csv']);
  });
});

test('sources are found by names, globs, other case and archives, as in a folder', async () => {
  const { s3, kind } = await nearS3();
  for (const key of [
    'in/Users.CSV',
    'in/visits/2026/01.csv',
    'in/visits/2026/02.csv.gz',
    'in/items.csv.gz',
  ]) {
    s3.objects.put('orders', key, 'x');
  }

  const found = await findSources(locationOf(kind, 's3://orders/in/'), [
    'users.csv',
    'visits/*/*.csv',
    'items.csv',
  ]);

  expect(found).toEqual({
    names: ['Users.CSV', 'items.csv.gz', 'visits/2026/01.csv', 'visits/2026/02.csv.gz'],
    problems: [],
  });
});
