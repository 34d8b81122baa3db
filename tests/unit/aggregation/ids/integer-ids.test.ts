import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntegerIds } from '../../../../lib/aggregation/ids/integer-ids.ts';
import { anyId } from '../../support/arbitrary-ids.ts';
import { sortedIdsAreRight } from './sorted-ids-are-right.ts';

sortedIdsAreRight(
  'numbers',
  anyId,
  (ids) => new IntegerIds(BigUint64Array.from(new Set(ids)).sort()),
  (a, b) => (a < b ? -1 : 1),
);

test('numbers are told by both their halves', () => {
  const property = fc.property(anyId, anyId, (one, other) => {
    const [first, second] = [one, other].map((id) => new IntegerIds(BigUint64Array.of(id)));

    expect([...(first?.positionsIn(second ?? first) ?? [])]).toEqual([one === other ? 0 : -1]);
  });

  fc.assert(property);
});
