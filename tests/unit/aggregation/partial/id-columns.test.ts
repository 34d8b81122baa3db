import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CHUNK_RANGES,
  decodeRanges,
  encodeRanges,
  rangesOf,
} from '../../../../lib/aggregation/partial/id-columns.ts';
import { idsOfRanges } from '../../../support/event-totals.ts';
import { anyId, MAX_ID } from '../../support/arbitrary-ids.ts';

const NONE = new BigUint64Array(0);

/** Ids of several words, often next to each other. */
const anyBits = fc.uniqueArray(fc.integer({ min: 0, max: 200 })).map((ids) => ids.toSorted((a, b) => a - b));

const anyIds = fc.uniqueArray(anyId).map((ids) => BigUint64Array.from(ids).sort());

const lengthsOf = (ids: Iterable<bigint>) =>
  [...rangesOf(BigUint64Array.from(ids))].flatMap(({ lengths }) => [...lengths]);

test('ranges of a list spell out to the list', () => {
  fc.assert(
    fc.property(anyIds, (ids) => {
      expect(idsOfRanges(rangesOf(ids))).toEqual([...ids]);
    }),
  );
});

test('a range goes on across 2^32, and ends where the next id is not one more', () => {
  const ids = [-2n, -1n, 0n, 1n, 3n].map((n) => 2n ** 32n + n);

  expect(lengthsOf([5n, ...ids, 2n ** 40n + 4n])).toEqual([1, 4, 1, 1]);
});

test('ranges of bits are those of the list of the bits that are set', () => {
  fc.assert(
    fc.property(anyBits, (ids) => {
      const words = new Uint32Array(7);
      for (const id of ids) {
        words[id >>> 5] = (words[id >>> 5] ?? 0) | (1 << (id & 31));
      }

      expect([...rangesOf(NONE, words)]).toEqual([...rangesOf(BigUint64Array.from(ids, BigInt))]);
    }),
  );
});

test('a range of bits goes on from word to word, to the last one', () => {
  const [ranges] = rangesOf(NONE, Uint32Array.of(0x80000000, 0xffffffff, 0xffffffff));

  expect(ranges).toEqual({ first: Uint32Array.of(31, 0), lengths: Uint32Array.of(65) });
});

test('ids of bits and of a list are one column, and a range goes on from the one to the other', () => {
  const [ranges] = rangesOf(BigUint64Array.of(64n, 65n, 70n), Uint32Array.of(1, 0x80000000));

  expect(ranges).toEqual({ first: Uint32Array.of(0, 0, 63, 0, 70, 0), lengths: Uint32Array.of(1, 3, 1) });
});

test('ids without gaps take no more bytes, however many there are', () => {
  const bytes = (length: number) => {
    const ids = BigUint64Array.from({ length }, (_, n) => 10n ** 12n + BigInt(n));
    return [...rangesOf(ids)].map((ranges) => encodeRanges(ranges).bytes.length);
  };

  expect(bytes(11_000)).toEqual(bytes(10_000));
});

test('ids come back as they were written, a chunk says how many they are, and which are the first and the last', () => {
  fc.assert(
    fc.property(anyIds, (ids) => {
      const chunks = [...rangesOf(ids)].map(encodeRanges);

      expect(idsOfRanges(chunks.map(({ bytes }) => decodeRanges(bytes)))).toEqual([...ids]);
      expect(chunks.map(({ size, first, last }) => ({ size, first, last }))).toEqual(
        ids.length === 0 ? [] : [{ size: ids.length, first: ids[0], last: ids.at(-1) }],
      );
    }),
  );
});

test('more ranges than fit one chunk are several', () => {
  const ids = BigUint64Array.from({ length: CHUNK_RANGES + 1 }, (_, n) => 2n * BigInt(n));

  const chunks = [...rangesOf(ids)].map(encodeRanges);

  expect(chunks.map(({ size }) => size)).toEqual([CHUNK_RANGES, 1]);
  expect(chunks[1]?.first).toBe(BigInt(2 * CHUNK_RANGES));
});

test('the greatest id is one like others', () => {
  const [chunk] = [...rangesOf(BigUint64Array.of(MAX_ID - 1n, MAX_ID))].map(encodeRanges);

  expect(chunk).toMatchObject({ size: 2, first: MAX_ID - 1n, last: MAX_ID });
});
