import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENCODINGS } from '../../../../lib/encodings.ts';
import { transforms } from '../../../../lib/sources/transforms/table.ts';
import { windows1252 } from '../../../../lib/sources/transforms/windows-1252.ts';
import { chunking, isNeeded, read } from './streaming.ts';

const decoder = new TextDecoder('windows-1252');

test('every byte becomes what browsers have for it', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

  const result = await read(windows1252, bytes);

  expect(result.bytes.toString()).toBe(decoder.decode(bytes));
  expect(decoder.decode(Buffer.from([0x80, 0x81, 0x9f, 0xfc]))).toBe('€\u0081Ÿü');
});

test('any bytes, in chunks of any size, become what TextDecoder makes of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), chunking, async (own, chunks) => {
      const result = await read(windows1252, Buffer.from(own), chunks);

      expect(result.bytes.toString()).toBe(decoder.decode(own));
      expect(result.storedBytes).toBe(own.length);
    }),
  );
});

describe('windows-1252 is needed', () => {
  test('where it is declared', async () => {
    expect(await isNeeded(windows1252, Buffer.from('id\n'), 'windows-1252')).toBe(true);
  });

  test('not where nothing is declared', async () => {
    expect(await isNeeded(windows1252, Buffer.from([0x4d, 0xfc, 0x0a]))).toBe(false);
  });

  test.each([
    ['UTF-8', 'efbbbf6964'],
    ['UTF-16', 'fffe69006400'],
    ['UTF-16', 'feff00690064'],
    ['UTF-32', '0000feff00000069'],
    ['an archive in an archive', '1f8b08'],
  ])('not by what says itself that it is %s', async (_, head) => {
    expect(await isNeeded(windows1252, Buffer.from(head, 'hex'), 'windows-1252')).toBe(false);
  });
});

test('every encoding that can be declared is a transformation', () => {
  expect(transforms().map(({ name }) => name)).toEqual(expect.arrayContaining([...ENCODINGS]));
});
