import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../../../../lib/aggregation/partial/integers.ts';
import { ascendingSearch, positionsIn, unionOf } from '../../../../lib/aggregation/partial/sorted-ids.ts';
import { anyId } from '../../support/arbitrary-ids.ts';

const sorted = (ids: Iterable<bigint>) => BigUint64Array.from(new Set(ids)).sort();
const anyIds = fc.array(anyId).map(sorted);

test('a union has all ids of both, each once', () => {
  const property = fc.property(anyIds, anyIds, (one, other) => {
    expect(unionOf(one, other)).toEqual(sorted([...one, ...other]));
  });

  fc.assert(property);
});

test('a union with ids that are all there already is the same memory', () => {
  const [all, some] = [sorted([1n, 2n, 3n]), sorted([1n, 3n])];

  expect(unionOf(all, some)).toBe(all);
  expect(unionOf(some, all)).toBe(all);
});

test('positions are those in the list', () => {
  const property = fc.property(anyIds, anyIds, (one, other) => {
    const all = unionOf(one, other);

    expect([...positionsIn(all, one)]).toEqual(Array.from(one, (id) => all.indexOf(id)));
  });

  fc.assert(property);
});

test('an id that is not in the list is an error, since then the list is not of all', () => {
  expect(() => positionsIn(sorted([1n, 3n]), sorted([1n, 2n]))).toThrow('the id 2 is not among those');
});

test('what is searched for in ascending order is found, and what is not there is not', () => {
  const property = fc.property(anyIds, anyIds, (ids, wanted) => {
    const positionOf = ascendingSearch(ids);
    const words = wordsOf(wanted);

    const found = Array.from(wanted, (_, at) => positionOf(words[2 * at] ?? 0, words[2 * at + 1] ?? 0));

    expect(found).toEqual(Array.from(wanted, (id) => ids.indexOf(id)));
  });

  fc.assert(property);
});
