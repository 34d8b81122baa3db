import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KINDS_OF_IDS } from '../../../../lib/aggregation/ids/id-kinds.ts';
import { positionsAmong, type SortedIds } from '../../../../lib/aggregation/ids/sorted-ids.ts';
import type { Id } from '../../../../lib/model/id-types.ts';
import { storedInMemory } from '../../../support/event-totals.ts';

/** What holds of sorted ids of every kind. */
export function sortedIdsAreRight<Own extends Id>(
  name: string,
  anyId: fc.Arbitrary<Own>,
  sortedOf: (ids: readonly Own[]) => SortedIds,
  compare: (a: Own, b: Own) => number,
): void {
  const anyIds = fc.array(anyId);
  const inOrder = (ids: readonly Own[]) => [...new Set(ids)].sort(compare);

  describe(`sorted ${name}`, () => {
    test('are told by their positions, and one by one', () => {
      const property = fc.property(anyIds, (ids) => {
        const sorted = sortedOf(ids);

        expect([...sorted]).toEqual(inOrder(ids));
        expect(Array.from({ length: sorted.size }, (_, at) => sorted.at(at))).toEqual(inOrder(ids));
      });

      fc.assert(property);
    });

    test('have a union with all ids of both, each once', () => {
      const property = fc.property(anyIds, anyIds, (one, other) => {
        expect([...sortedOf(one).union(sortedOf(other))]).toEqual(inOrder([...one, ...other]));
      });

      fc.assert(property);
    });

    test('that have all of the others are the union themselves', () => {
      const property = fc.property(anyIds, anyIds, (some, others) => {
        const all = sortedOf([...some, ...others]);
        const few = sortedOf(some);

        expect(few.union(all)).toBe(few.size === all.size ? few : all);
        expect(all.union(few)).toBe(all);
      });

      fc.assert(property);
    });

    test('are found where they are in another list, and only there', () => {
      const property = fc.property(anyIds, anyIds, (some, others) => {
        const all = inOrder(others);

        expect([...sortedOf(some).positionsIn(sortedOf(others))]).toEqual(
          inOrder(some).map((id) => all.indexOf(id)),
        );
      });

      fc.assert(property);
    });

    test('that are not all in a list they were taken from are an error', () => {
      const property = fc.property(anyIds, anyId, (ids, missing) => {
        const others = ids.filter((id) => id !== missing);

        expect(() => positionsAmong(sortedOf(others), sortedOf([...others, missing]))).toThrow(
          `the id ${missing} is not in the list`,
        );
      });

      fc.assert(property);
    });

    test('are written one by one as they are', () => {
      const property = fc.property(anyIds, (ids) => {
        const sorted = sortedOf(ids);
        const written: string[] = [];
        const writer = {
          addWords: (low: number, high: number) =>
            void written.push(String((BigInt(high) << 32n) | BigInt(low))),
          addText: (bytes: Uint8Array, from: number, to: number) =>
            void written.push(Buffer.from(bytes).toString('utf8', from, to)),
        };
        for (let position = 0; position < sorted.size; position++) {
          sorted.writeTo(writer, position);
        }

        expect(written).toEqual(inOrder(ids).map(String));
      });

      fc.assert(property);
    });

    test('are the same in memory if they are the same, and only then', () => {
      const memoryOf = (ids: readonly Own[]) =>
        sortedOf(ids).memory.map(({ buffer, byteOffset, byteLength }) =>
          Buffer.from(buffer, byteOffset, byteLength).toString('hex'),
        );
      const property = fc.property(anyIds, anyId, (ids, another) => {
        expect(memoryOf(ids.toReversed())).toEqual(memoryOf(ids));
        fc.pre(!ids.includes(another));
        expect(memoryOf([...ids, another])).not.toEqual(memoryOf(ids));
      });

      fc.assert(property);
    });

    test('come back from a partial as they were', async () => {
      const property = fc.asyncProperty(anyIds, async (ids) => {
        const sorted = sortedOf(ids);

        const read = await KINDS_OF_IDS[sorted.kind].read(storedInMemory(sorted.encode('own')), 'own');

        expect([...read]).toEqual(inOrder(ids));
      });

      await fc.assert(property);
    });
  });
}
