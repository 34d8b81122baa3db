import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MostFrequent, TOLD_IDS } from '../../../../../lib/pipeline/publish/cross-check/most-frequent.ts';

function mostFrequent(counts: readonly number[]) {
  const most = new MostFrequent();
  for (const [index, count] of counts.entries()) {
    most.add(count, BigInt(index));
  }
  return most.ids;
}

test('the ids that are named most often are told, of equal counts the one that came first', () => {
  expect(mostFrequent([1, 5, 3, 5])).toEqual([
    { id: 1n, count: 5 },
    { id: 3n, count: 5 },
    { id: 2n, count: 3 },
    { id: 0n, count: 1 },
  ]);
});

test('of more ids than are told they are those that sorting all of them gives', () => {
  const property = fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 }), (counts) => {
    const all = counts.map((count, index) => ({ id: BigInt(index), count }));

    expect(mostFrequent(counts)).toEqual(all.toSorted((a, b) => b.count - a.count).slice(0, TOLD_IDS));
  });

  fc.assert(property);
});
