import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWords, encodeWords } from '../../../../lib/aggregation/partial/word-chunk.ts';

const anyWord = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 0xff }),
  fc.integer({ min: 0, max: 0xffff }),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);
const anyChunk = fc
  .record({ stride: fc.integer({ min: 1, max: 4 }), count: fc.nat(30) })
  .chain(({ stride, count }) =>
    fc.record({
      encoding: fc.constantFrom('values', 'differences', 'ranges'),
      stride: fc.constant(stride),
      base: fc.tuple(anyWord, anyWord),
      words: fc
        .array(anyWord, { minLength: stride * count, maxLength: stride * count })
        .map((words) => Uint32Array.from(words)),
    }),
  );

test('what was written comes back, wherever its bytes begin in memory', () => {
  const property = fc.property(anyChunk, fc.nat(7), (chunk, at) => {
    const bytes = encodeWords(chunk);
    const memory = new Uint8Array(at + bytes.length);
    memory.set(bytes, at);

    expect(decodeWords(memory.subarray(at))).toEqual(chunk);
  });

  fc.assert(property);
});

describe('each word is as narrow as its greatest value allows', () => {
  const bytesOf = (...values: number[]) =>
    encodeWords({ encoding: 'values', stride: 1, words: Uint32Array.from(values), base: [0, 0] }).length;
  const none = bytesOf();

  test.each([
    ['no byte for zeroes', [0, 0, 0, 0], 0],
    ['one byte up to 255', [0, 255, 1, 2], 4],
    ['two bytes up to 65535', [0, 65535, 1, 2], 8],
    ['four bytes beyond', [0, 65536, 1, 2], 16],
  ])('%s', (_what, values, bytes) => {
    expect(bytesOf(...values) - none).toBe(bytes);
  });
});

test('bytes that are cut short are refused', () => {
  const property = fc.property(
    anyChunk,
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    (chunk, at) => {
      const bytes = encodeWords(chunk);

      expect(() => decodeWords(bytes.subarray(0, Math.floor(bytes.length * at)))).toThrow(
        'a partial ends in the middle of a column',
      );
    },
  );

  fc.assert(property);
});

test('an encoding that is not known is refused', () => {
  const bytes = encodeWords({ encoding: 'values', stride: 1, words: Uint32Array.of(1), base: [0, 0] });
  bytes[0] = 200;

  expect(() => decodeWords(bytes)).toThrow('start a new run');
});
