import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crLineEnds } from '../../../../lib/sources/transforms/cr-line-ends.ts';
import { chunking, isNeeded, read } from './streaming.ts';

test('any range of any bytes, in chunks of any size, is that slice with LF for CR', async () => {
  const bytes = fc.array(fc.constantFrom(0x0a, 0x0d, 0x22, 0x2c, 0x61, 0xc3), { maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(bytes, chunking, fc.nat(), async (own, chunks, at) => {
      const from = at % (own.length + 1);
      const expected = Buffer.from(own.map((byte) => (byte === 0x0d ? 0x0a : byte)));

      const result = await read(crLineEnds, Buffer.from(own), chunks, { from, to: own.length });

      expect(result.bytes).toEqual(expected.subarray(from));
      expect(result.storedBytes).toBe(own.length - from);
    }),
  );
});

test('what is read so can be read from the middle on', () => {
  expect(crLineEnds.isSeekable).toBe(true);
});

describe('lines that end with CR are told', () => {
  test.each([
    ['by a CR and no LF', 'id,name\r1,a\r', true],
    ['by a CR at the end', 'id,name\r', true],
    ['by one after quotes', '"a\rb",name\r1,c', true],
    ['by one after a first line longer than a sample', `${'x'.repeat(5000)}\r1`, true],
    ['not with an LF', 'id,name\r1,a\n', false],
    ['not with an LF after 60 KiB', `id\r${'x'.repeat(60 * 1024)}\n`, false],
    ['but for an LF after 64 KiB', `id\r${'x'.repeat(64 * 1024)}\n`, true],
    ['not of CRs in quotes only', '"a\rb","c\rd"', false],
    ['not without any', 'id,name', false],
    ['not of nothing', '', false],
  ])('%s', async (_, text, needed) => {
    expect(await isNeeded(crLineEnds, Buffer.from(text))).toBe(needed);
  });
});
