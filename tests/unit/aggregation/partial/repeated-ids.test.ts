import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idsOf, runsOf } from '../../../../lib/aggregation/partial/id-runs.ts';
import { repeatedRuns } from '../../../../lib/aggregation/partial/repeated-ids.ts';

const anyIds = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 })
  .map((ids) => ids.toSorted((a, b) => a - b));

const runs = (ids: readonly number[]) => [...runsOf(BigUint64Array.from(ids, BigInt))];

test('the ids of a part that an earlier one has are repeated, whatever the parts are', () => {
  const property = fc.property(fc.array(anyIds, { maxLength: 5 }), (parts) => {
    const repeated = repeatedRuns(parts.map(runs));

    const expected = new Map<number, bigint[]>();
    for (const [part, ids] of parts.entries()) {
      const earlier = new Set(parts.slice(0, part).flat());
      const own = ids.filter((id) => earlier.has(id)).map(BigInt);
      if (own.length > 0) {
        expected.set(part, own);
      }
    }
    expect(new Map([...repeated].map(([part, found]) => [part, [...idsOf(found)]]))).toEqual(expected);
  });

  fc.assert(property, { numRuns: 500 });
});

test('repeated ids that follow one another are one run', () => {
  const repeated = repeatedRuns([runs([1, 2, 3, 4]), runs([2]), runs([2, 3, 4, 5])]);

  expect(repeated).toEqual(
    new Map([
      [1, [{ first: 2n, length: 1 }]],
      [2, [{ first: 2n, length: 3 }]],
    ]),
  );
});

test('long runs are compared as such, not id by id', () => {
  const whole = { first: 0n, length: 2 ** 40 };

  const repeated = repeatedRuns([[whole], [{ first: 2n ** 39n, length: 2 ** 40 }]]);

  expect(repeated).toEqual(new Map([[1, [{ first: 2n ** 39n, length: 2 ** 39 }]]]));
});
