import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflated } from '../../../../lib/sources/gzip/inflated.ts';
import { storedFile } from '../../../../lib/sources/stored-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { collect, failure, inMemory, isOpen, OPEN_FILES } from '../reading.ts';

/** Rows that do not compress to nothing. */
const rows = Buffer.from(
  Array.from({ length: 60_000 }, (_, at) => `${at},${crc32(`${at}`)},2024-01-01\n`).join(''),
);
const archive = gzipSync(rows);

const whole = (bytes: Buffer, chunkBytes?: number) =>
  collect(inflated(inMemory(bytes, chunkBytes), { from: 0 }));

describe('an archive', () => {
  test.each([
    [0, undefined],
    [1, 100],
    [300_000, 900_000],
    [rows.length, undefined],
    [rows.length + 1, undefined],
    [700, 700],
  ])('is read from %i to %s', async (from, to) => {
    const bytes = await collect(inflated(inMemory(archive), { from, to }));

    expect(bytes.equals(rows.subarray(from, to))).toBe(true);
  });

  test('of nothing is nothing', async () => {
    const bytes = await whole(gzipSync(''));

    expect(bytes.length).toBe(0);
  });

  test('with a name in its header is read, as gzip makes it', async () => {
    const plain = gzipSync('abc');
    const named = Buffer.concat([
      plain.subarray(0, 3),
      Buffer.from([8]),
      plain.subarray(4, 10),
      Buffer.from('a.csv\0'),
      plain.subarray(10),
    ]);

    const bytes = await whole(named);

    expect(bytes.toString()).toBe('abc');
  });

  test.each([1, 7, 1 << 16])(
    'of several members is read whole, in chunks of %i bytes',
    async (chunkBytes) => {
      const members = ['abc', '', 'def', 'ghi'].map((text) => gzipSync(text));

      const bytes = await whole(Buffer.concat(members), chunkBytes);

      expect(bytes.toString()).toBe('abcdefghi');
    },
  );

  test.each([1, 7, 1 << 16])('may be padded with zeros, in chunks of %i bytes', async (chunkBytes) => {
    const bytes = await whole(Buffer.concat([gzipSync('abc'), Buffer.alloc(1000)]), chunkBytes);

    expect(bytes.toString()).toBe('abc');
  });

  test('goes into the buffers that are handed out, however small they are', async () => {
    const buffer = Buffer.alloc(1000);
    const copies: Buffer[] = [];
    const places = new Set<ArrayBufferLike>();

    for await (const chunk of inflated(inMemory(archive), { from: 10, to: 300_010 }, () => buffer)) {
      places.add(chunk.buffer);
      copies.push(Buffer.from(chunk));
    }

    expect(Buffer.concat(copies).equals(rows.subarray(10, 300_010))).toBe(true);
    expect([...places]).toEqual([buffer.buffer]);
  });

  test('comes in chunks of at most 256 KiB that stay as they are', async () => {
    const chunks: Buffer[] = [];

    for await (const chunk of inflated(inMemory(archive), { from: 0 })) {
      chunks.push(chunk);
    }

    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024);
    expect(Buffer.concat(chunks).equals(rows)).toBe(true);
  });

  test('tells how many compressed bytes it took', async () => {
    const stream = inflated(inMemory(archive), { from: 0 });
    const told: number[] = [];

    for await (const _ of stream) {
      told.push(stream.storedBytes);
    }

    expect(told[0]).toBeGreaterThan(0);
    expect(told[0]).toBeLessThan(archive.length);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(stream.storedBytes).toBe(archive.length);
  });

  test('that inflates a thousandfold is read only as far as its consumer goes', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
    const stream = inflated(inMemory(bomb, 4096), { from: 0 });
    let inflatedBytes = 0;

    for await (const chunk of stream) {
      inflatedBytes += chunk.length;
      if (inflatedBytes > 10_000_000) {
        break;
      }
    }

    expect(stream.storedBytes).toBeLessThan(bomb.length / 10);
  });

  test('is read no further than it has to be', async () => {
    const chunks = { read: 0 };
    const stored = inMemory(archive, 1024);
    const counting = {
      ...stored,
      read: (...args: Parameters<typeof stored.read>) => {
        const stream = stored.read(...args);
        return {
          storedBytes: 0,
          async *[Symbol.asyncIterator]() {
            for await (const chunk of stream) {
              chunks.read++;
              yield chunk;
            }
          },
        };
      },
    };

    await collect(inflated(counting, { from: 0, to: 10 }));

    expect(chunks.read).toBeLessThan(archive.length / 1024);
  });

  test.skipIf(!existsSync(OPEN_FILES))('closes its file when its reader stops early', async () => {
    const path = join(temporaryFolder(), 'early.gz');
    await writeFile(path, archive);
    const openWhileRead: boolean[] = [];

    for await (const _ of inflated(storedFile(path), { from: 0 })) {
      openWhileRead.push(isOpen(path));
      break;
    }

    expect(openWhileRead).toEqual([true]);
    expect(isOpen(path)).toBe(false);
  });

  test.skipIf(!existsSync(OPEN_FILES))('closes its file when it is damaged', async () => {
    const path = join(temporaryFolder(), 'cut.gz');
    await writeFile(path, archive.subarray(0, archive.length / 2));

    await failure(collect(inflated(storedFile(path), { from: 0 })));

    expect(isOpen(path)).toBe(false);
  });

  test('that is not there says so', async () => {
    const path = join(temporaryFolder(), 'nowhere.gz');

    const error = await failure(collect(inflated(storedFile(path), { from: 0 })));

    expect(error).toMatchObject({ name: 'SourceError', code: 'missing', uri: path });
  });
});

describe('a damaged archive', () => {
  const small = gzipSync('id,name\n1,Alice\n2,Bob\n');

  test.each([1, 1 << 16])(
    'is told that is cut, wherever, when read %i bytes at a time',
    async (chunkBytes) => {
      const lengths = Array.from({ length: small.length }, (_, length) => length);

      const errors = await Promise.all(
        lengths.map((length) => failure(whole(small.subarray(0, length), chunkBytes))),
      );

      expect(errors.map(String)).toEqual(
        lengths.map(
          (length) =>
            `SourceError: /data/orders.csv.gz: the gzip archive ends too soon, after ${length} compressed bytes: ` +
            'it was probably not copied completely; make or copy it again; gzip -t tells you whether it is complete',
        ),
      );
    },
  );

  test('says how many of its bytes there are in figures that can be read', async () => {
    const error = await failure(whole(archive.subarray(0, 123_456)));

    expect(String(error)).toContain('after 123,456 compressed bytes');
  });

  const changed = (at: number, byte?: number) => {
    const bytes = Buffer.from(small);
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = byte ?? (bytes[place] ?? 0) ^ 1;
    return bytes;
  };

  test.each([
    ['does not match its content', 'whose checksum is wrong', changed(-8)],
    ['does not match its content', 'whose length is wrong', changed(-1)],
    ["can't be decompressed", 'with another method of compression', changed(2, 7)],
    ["can't be decompressed", 'with an invalid block', changed(10, 0xff)],
    ['ends within', 'with text after it', Buffer.concat([small, Buffer.from('3,Carol\n')])],
    [
      'zeros and then other bytes follow',
      'with text after zeros',
      Buffer.concat([small, Buffer.alloc(20), Buffer.from('3')]),
    ],
    [
      'zeros and then other bytes follow',
      'with a member after zeros',
      Buffer.concat([small, Buffer.alloc(20), small]),
    ],
    ['ends too soon', 'whose second member is cut', Buffer.concat([small, small.subarray(0, -1)])],
  ])('says that it %s when it is one %s', async (text, _, bytes) => {
    const messages = await Promise.all(
      [1, 1 << 16].map(async (chunkBytes) => failure(whole(bytes, chunkBytes))),
    );

    for (const error of messages) {
      expect(error).toMatchObject({ name: 'SourceError', code: 'damaged', uri: '/data/orders.csv.gz' });
      expect(String(error)).toContain(text);
      expect(String(error)).toContain('gzip -t');
    }
  });

  test('that inflates to less than the range says truncated', async () => {
    const error = await failure(collect(inflated(inMemory(gzipSync('abc')), { from: 0, to: 4 })));

    expect(error).toMatchObject({ code: 'truncated', message: expect.stringContaining('3 bytes, not 4') });
  });
});
