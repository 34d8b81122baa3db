import { expect, test } from 'vitest';
import { IntegerIds } from '../../../../lib/aggregation/ids/integer-ids.ts';
import { publishedTotals } from '../../../../lib/pipeline/publish/published-totals.ts';
import { columnOf } from '../../../support/event-totals.ts';

/** Events of the owners 3, 5, 7 and 9, of which the entity has not the second, with a value for each that it has. */
function merged(events: readonly bigint[] = [2n, 7n, 1n, 4n], values = ['a', null, 'c']) {
  return {
    totals: {
      owners: new IntegerIds(BigUint64Array.of(3n, 5n, 7n, 9n)),
      events: columnOf(events),
      slots: [columnOf([20n, 70n, 10n, 40n])],
    },
    divided: { known: Uint32Array.of(0, 2, 3), values: [values] },
  };
}
const totalsOf = (...own: Parameters<typeof merged>) => publishedTotals([merged(...own)], []);

test('totals stand in the order of the rows, chunk by chunk, and a row without events has none', () => {
  const { beside } = totalsOf();

  expect(beside({ rows: 3, keys: '{9,4,3}' })).toEqual(['{4,NULL,2}', '{40,NULL,20}', '{"c",NULL,"a"}']);
  expect(beside({ rows: 1, keys: '{"7"}' })).toEqual(['{1}', '{10}', '{NULL}']);
  expect(beside({ rows: 0, keys: '{}' })).toEqual(['{}', '{}', '{}']);
});

test('rows without a key each get no totals at all: they would get those of others', () => {
  expect(() => totalsOf().beside({ rows: 4, keys: '{9,4,3}' })).toThrow('a chunk of 4 rows has 3 keys');
});

test('as arrays there are those that the entity has', () => {
  expect(totalsOf().arrays()).toEqual([
    { owners: '{3,7,9}', events: '{2,1,4}', slots: ['{20,10,40}'], values: ['{"a",NULL,"c"}'] },
  ]);
});

test('the digest stands for numbers and values', () => {
  const digests = [totalsOf(), totalsOf([2n, 7n, 1n, 5n]), totalsOf(undefined, ['a', null, 'd'])];

  expect(new Set(digests.map(({ digest }) => digest)).size).toBe(3);
  expect(totalsOf().digest).toBe(digests[0]?.digest);
});
