import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idsOf } from '../../../../lib/aggregation/ids/id-ranges.ts';
import {
  decodeRanges,
  encodeRanges,
  type RangeColumns,
} from '../../../../lib/aggregation/partial/id-columns.ts';
import type { IdStream } from '../../../../lib/aggregation/partial/id-cursor.ts';
import { repeatedRanges } from '../../../../lib/aggregation/partial/repeated-ids.ts';

/** Ids that often follow one another, around 0, 2^32 and 2^53. */
const anyIds = fc
  .uniqueArray(
    fc
      .tuple(fc.constantFrom(0n, 2n ** 32n - 20n, 2n ** 53n - 20n), fc.bigInt({ min: 0n, max: 40n }))
      .map(([from, ahead]) => from + ahead),
    { maxLength: 40 },
  )
  .map((ids) => ids.toSorted((a, b) => (a < b ? -1 : 1)));

/** Ranges of ids, at most so many in a chunk, and which chunks were read. */
function stream(ids: readonly bigint[], inChunk = 1000): IdStream & { readonly asked: number[] } {
  const ranges: [first: bigint, length: number][] = [];
  for (const id of ids) {
    const last = ranges.at(-1);
    if (last && last[0] + BigInt(last[1]) === id) {
      last[1]++;
    } else {
      ranges.push([id, 1]);
    }
  }
  const chunks = Array.from({ length: Math.ceil(ranges.length / inChunk) }, (_, chunk) =>
    encodeRanges(columns(ranges.slice(chunk * inChunk, (chunk + 1) * inChunk))),
  );
  const asked: number[] = [];
  return {
    chunks,
    asked,
    read: async (chunk) => {
      asked.push(chunk);
      return await Promise.resolve(decodeRanges(chunks[chunk]?.bytes ?? new Uint8Array(0)));
    },
  };
}

const columns = (ranges: readonly (readonly [first: bigint, length: number])[]): RangeColumns => ({
  first: new Uint32Array(BigUint64Array.from(ranges, ([first]) => first).buffer),
  lengths: Uint32Array.from(ranges, ([, length]) => length),
});

const numbers = (...ids: readonly number[]) => ids.map(BigInt);

test('the ids of a slice that an earlier one has are repeated, whatever the slices and their chunks are', async () => {
  const anySlice = fc.tuple(anyIds, fc.integer({ min: 1, max: 4 }));
  const property = fc.asyncProperty(fc.array(anySlice, { maxLength: 5 }), async (slices) => {
    const repeated = await repeatedRanges(slices.map(([ids, inChunk]) => stream(ids, inChunk)));

    const expected = new Map<number, bigint[]>();
    for (const [slice, [ids]] of slices.entries()) {
      const earlier = new Set(slices.slice(0, slice).flatMap(([others]) => others));
      const own = ids.filter((id) => earlier.has(id));
      if (own.length > 0) {
        expected.set(slice, own);
      }
    }
    expect(new Map([...repeated].map(([slice, found]) => [slice, [...idsOf(found)]]))).toEqual(expected);
  });

  await fc.assert(property, { numRuns: 1000 });
});

test('repeated ids that follow one another are one range', async () => {
  const repeated = await repeatedRanges(
    [numbers(1, 2, 3, 4), numbers(2), numbers(2, 3, 4, 5)].map((ids) => stream(ids)),
  );

  expect(repeated).toEqual(
    new Map([
      [1, [{ first: 2n, length: 1 }]],
      [2, [{ first: 2n, length: 3 }]],
    ]),
  );
});

test('long ranges are compared as such, not id by id', async () => {
  const range = (first: bigint): IdStream => ({
    chunks: [{ first, last: first + 2n ** 31n - 1n }],
    read: async () => await Promise.resolve(columns([[first, 2 ** 31]])),
  });

  const repeated = await repeatedRanges([range(0n), range(2n ** 30n)]);

  expect(repeated).toEqual(new Map([[1, [{ first: 2n ** 30n, length: 2 ** 30 }]]]));
});

test('a chunk in whose range no other slice has an id is not read', async () => {
  const slices = [stream(numbers(1, 3, 5, 7, 20, 22), 2), stream(numbers(10, 12, 20, 30, 32), 2)];

  const repeated = await repeatedRanges(slices);

  expect([...repeated.keys()]).toEqual([1]);
  expect(slices.map(({ asked }) => asked)).toEqual([[2], [1]]);
});
