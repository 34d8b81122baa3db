import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { SourcesUnavailableError } from '../../../../lib/errors.ts';
import { decoded } from '../../../../lib/sources/decoded.ts';
import type { Fault } from '../../../support/s3/faults.ts';
import { collect, failure } from '../reading.ts';
import { nearS3 } from './near.ts';

const URI = 's3://orders/2026/visits.csv';
const KEY = '2026/visits.csv';

/** Bytes that differ from place to place. */
const CONTENT = Buffer.from(Array.from({ length: 40_000 }, (_, line) => `${line},visit\n`).join(''));

/** A server with one object, which has been looked at. */
async function lookedAt(content: string | Buffer = CONTENT) {
  const { s3, kind } = await nearS3();
  s3.objects.put('orders', KEY, content);
  const version = { uri: URI, transforms: [], ...(await kind.stored(URI).look(0)) };
  return { s3, kind, stored: kind.stored(URI, version) };
}

describe('a look', () => {
  test('tells size, ETag, time and the first bytes with one request', async () => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', KEY, 'abcdef');

    const look = await kind.stored(URI).look(2);

    const stored = s3.objects.buckets.get('orders')?.get(KEY);
    expect(look).toMatchObject({ size: 6, tag: stored?.etag, modifiedAt: expect.stringMatching(/^20.*Z$/) });
    expect(look.head.toString()).toBe('ab');
    expect(s3.asked.length).toBe(1);
  });

  test('at an empty object has no bytes', async () => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', KEY, '');

    const { size, head } = await kind.stored(URI).look(4096);

    expect([size, head.length]).toEqual([0, 0]);
  });

  test('has another tag after the object was overwritten', async () => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', KEY, 'abc');
    const before = await kind.stored(URI).look(1);

    s3.objects.put('orders', KEY, 'xyz');
    const after = await kind.stored(URI).look(1);

    expect(after.tag).not.toBe(before.tag);
  });

  test('at an object that is not there says so', async () => {
    const { s3, kind } = await nearS3();
    s3.objects.put('orders', 'other', '');

    const error = await failure(kind.stored(URI).look(1));

    expect(error).toMatchObject({ code: 'missing', message: `${URI}: does not exist` });
  });
});

describe('reading', () => {
  test.each([
    [0, undefined],
    [0, 1],
    [1, 300_000],
    [299_999, undefined],
    [CONTENT.length - 1, CONTENT.length],
    [5, 5],
    [CONTENT.length, undefined],
  ])('gives the bytes from %i to %s', async (from, to) => {
    const { stored } = await lookedAt();

    const bytes = await collect(stored.read({ from, to }));

    expect(bytes.equals(CONTENT.subarray(from, to))).toBe(true);
  });

  test('puts each chunk into the buffer that is handed out, and tells how many bytes it took', async () => {
    const { stored } = await lookedAt();
    const buffer = Buffer.alloc(1000);
    const seen: Buffer[] = [];

    const stream = stored.read({ from: 10 }, () => buffer);
    for await (const chunk of stream) {
      expect(chunk.buffer).toBe(buffer.buffer);
      seen.push(Buffer.from(chunk));
    }

    expect(Buffer.concat(seen).equals(CONTENT.subarray(10))).toBe(true);
    expect(stream.storedBytes).toBe(CONTENT.length - 10);
  });

  test('asks for no more than is wanted of a head', async () => {
    const { s3, stored } = await lookedAt();

    for await (const _ of stored.read({ from: 0 }, () => Buffer.alloc(100))) {
      break;
    }

    expect(s3.asked.slice(1).map(({ range }) => range)).toEqual(['bytes=0-16383']);
  });

  test('says that the object ends before the range does', async () => {
    const { stored } = await lookedAt();

    const error = await failure(collect(stored.read({ from: 0, to: CONTENT.length + 1 })));

    expect(error).toMatchObject({ code: 'truncated' });
  });

  test('gives the bytes as they are stored where they are said to be compressed', async () => {
    const { s3, kind } = await nearS3();
    const archive = gzipSync('user_id\n1\n');
    s3.objects.put('orders', 'a.csv', archive, { 'content-encoding': 'gzip', 'content-type': 'text/csv' });
    const source = decoded(kind.stored('s3://orders/a.csv'));

    const version = await source.version();
    const text = await collect(source.read({ from: 0 }));

    expect(version).toMatchObject({ size: archive.length, transforms: ['gzip'] });
    expect(text.toString()).toBe('user_id\n1\n');
  });
});

describe('goes on where it was', () => {
  test.each<[string, Fault]>([
    ['a connection that is cut before the answer', 'reset'],
    ['an answer that is cut', { cutAfter: 12_345 }],
    ['an answer that stalls', { stallAfter: 12_345 }],
    ['no answer at all', 'silent'],
    ['503 SlowDown', { status: 503, code: 'SlowDown' }],
    ['500', { status: 500, code: 'InternalError' }],
    ['429', { status: 429, body: '' }],
    ['400 RequestTimeout', { status: 400, code: 'RequestTimeout' }],
  ])('after %s', async (_, fault) => {
    const { s3, stored } = await lookedAt();
    s3.failWith(({ index }) => (index % 2 === 1 ? fault : undefined));

    const bytes = await collect(stored.read({ from: 7 }));

    expect(bytes.equals(CONTENT.subarray(7))).toBe(true);
  });

  test('and fetches no byte twice', async () => {
    const { s3, stored } = await lookedAt();
    s3.failWith(({ index }) => (index === 1 ? { cutAfter: 10_000 } : undefined));

    await collect(stored.read({ from: 0, to: 20_000 }));

    expect(s3.asked.slice(1).map(({ range }) => range)).toEqual([
      'bytes=0-19999',
      expect.stringMatching(/^bytes=[1-9]\d*-19999$/),
    ]);
  });

  test('as long as some bytes come each time', async () => {
    const { s3, stored } = await lookedAt();
    s3.failWith(() => ({ cutAfter: 9_000 }));

    const bytes = await collect(stored.read({ from: 0 }));

    expect(bytes.equals(CONTENT)).toBe(true);
  });
});

describe('gives up', () => {
  test.each<[string, Fault, string]>([
    ['503 without end', { status: 503, code: 'SlowDown' }, 'answered with status 503 (SlowDown)'],
    ['silence without end', 'silent', 'did not answer within'],
    ['a stall at the first byte without end', { stallAfter: 0 }, 'sent nothing for'],
  ])('after %s, as what may pass', async (_, fault, seen) => {
    const { s3, stored } = await lookedAt();
    s3.failWith(() => fault);

    const error = await failure(collect(stored.read({ from: 0 })));

    expect(error).toBeInstanceOf(SourcesUnavailableError);
    expect(String(error)).toContain(seen);
  });

  test.each<[string, Fault, string]>([
    ['another 4xx', { status: 403, code: 'AccessDenied' }, 'may not read it (AccessDenied'],
    ['a whole object instead of a range', 'ignores ranges', 'does not support ranges'],
    ['another range', 'shifts ranges', 'does not support ranges'],
  ])('at once after %s', async (_, fault, seen) => {
    const { s3, stored } = await lookedAt();
    s3.failWith(() => fault);

    const error = await failure(collect(stored.read({ from: 1, to: 10_000 })));

    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining(seen) });
    expect(s3.asked.length).toBe(2);
  });
});

describe('an object that was overwritten', () => {
  test.each<[Fault | undefined]>([[undefined], ['ignores if-match']])(
    'is noticed before a byte is read (%s)',
    async (fault) => {
      const { s3, stored } = await lookedAt();
      s3.objects.put('orders', KEY, Buffer.from(CONTENT).fill('x'));
      s3.failWith(() => fault);

      const error = await failure(collect(stored.read({ from: 0 })));

      expect(error).toMatchObject({ code: 'changed' });
    },
  );

  test('is noticed when the reading goes on after a cut', async () => {
    const { s3, stored } = await lookedAt();
    s3.failWith(({ index }) => {
      if (index === 1) {
        return { cutAfter: 5_000 };
      }
      s3.objects.put('orders', KEY, Buffer.from(CONTENT).fill('x'));
      return undefined;
    });

    const error = await failure(collect(stored.read({ from: 0 })));

    expect(error).toMatchObject({ code: 'changed' });
  });

  test('is noticed when it was deleted', async () => {
    const { s3, stored } = await lookedAt();
    s3.objects.buckets.get('orders')?.delete(KEY);

    const error = await failure(collect(stored.read({ from: 0 })));

    expect(error).toMatchObject({ code: 'missing' });
  });
});
