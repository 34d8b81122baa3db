import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS_OF_IDS } from '../../../../lib/aggregation/ids/id-kinds.ts';
import { IntegerIds } from '../../../../lib/aggregation/ids/integer-ids.ts';
import type { SortedIds } from '../../../../lib/aggregation/ids/sorted-ids.ts';
import { TextIds } from '../../../../lib/aggregation/ids/text-ids.ts';
import { textsOf } from '../../../../lib/aggregation/ids/texts.ts';
import { anyId } from '../../support/arbitrary-ids.ts';

/** What a finder says of keys, one after the other. */
function found(ids: SortedIds, keys: readonly (bigint | string)[]): number[] {
  const find = KINDS_OF_IDS[ids.kind].finderOf(ids);
  return keys.map((key) => {
    const bytes = Buffer.from(` ${key} `);
    return find(bytes, 1, bytes.length - 1);
  });
}

test('numbers are found in any order, also those of two words; others are not there', () => {
  const ids = fc.uniqueArray(fc.oneof(anyId, fc.bigInt({ min: 0n, max: 40n })), { maxLength: 60 });
  fc.assert(
    fc.property(ids, fc.array(fc.nat({ max: 59 })), ids, (own, picked, others) => {
      const sorted = own.toSorted((a, b) => (a < b ? -1 : 1));
      const keys = [...picked.flatMap((at) => own[at] ?? []), ...others, ...sorted];

      const positions = found(new IntegerIds(BigUint64Array.from(sorted)), keys);

      expect(positions).toEqual(keys.map((key) => sorted.indexOf(key)));
    }),
  );
});

test('texts are found in any order, by their bytes; others are not there, also when they are looked for again', () => {
  const owners = new TextIds(textsOf(['A', 'a', 'ä', '語 1']));

  expect(found(owners, ['語 1', 'b', 'A', 'ä', 'b', 'a', 'a'])).toEqual([3, -1, 0, 2, -1, 1, 1]);
});

test('what is no id is not looked for', () => {
  expect(() => found(new IntegerIds(BigUint64Array.of(1n)), ['1x'])).toThrow('no id');
});
