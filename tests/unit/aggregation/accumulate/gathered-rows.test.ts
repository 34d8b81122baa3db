import { expect, test } from 'vitest';
import { columnsRead } from '../../../../lib/aggregation/accumulate/columns-read.ts';
import { GatheredRows } from '../../../../lib/aggregation/accumulate/gathered-rows.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
import { recordingModel } from '../../support/recording.ts';

const columns = columnsRead(eventsPlanOf(recordingModel, 'orders'));
/** Numbers that tell column and id. */
const gather = () =>
  new GatheredRows(columns, {
    numberOfReferenced: (column, id) => 1000 * column + Number(id),
    findReferenced: () => -1,
  });

const NOTHING_NAMED = [[], [], [], []];

test('rows are columns: owners, values with their NULLs, and numbered ids', () => {
  const rows = gather();

  rows.push({ owner: 7, integers: [1n, 2n ** 33n + 5n], references: [[3n, 4n], [9n], [], [5n]] });
  rows.push({ owner: 8, integers: [2n, null], references: NOTHING_NAMED });

  const { words, nulls } = rows.integers('amount');
  const items = rows.ids('item_ids');
  expect({ size: rows.size, owners: [...rows.owners.words.subarray(0, 2)] }).toEqual({
    size: 2,
    owners: [7, 8],
  });
  expect({ amount: [...words.subarray(0, 2)], nulls: [...(nulls?.subarray(0, 2) ?? [])] }).toEqual({
    amount: [5, 2],
    nulls: [0, 1],
  });
  expect(rows.integers('serial').nulls).toBeUndefined();
  expect([...items.first.subarray(0, 3)]).toEqual([0, 2, 2]);
  expect([...items.numbers.subarray(0, 2)]).toEqual([3, 4]);
  expect([...items.words.subarray(0, 4)]).toEqual([3, 0, 4, 0]);
  expect(rows.ids('courier_id').numbers[0]).toBe(3005);
});

test('rows that are forgotten leave no NULL and no id behind', () => {
  const rows = gather();
  rows.push({ owner: 7, integers: [1n, null], references: [[3n, 4n], [], [], []] });

  rows.clear();
  rows.push({ owner: 8, integers: [2n, 6n], references: [[5n], [], [], []] });

  expect({ size: rows.size, null: rows.integers('amount').nulls?.[0] }).toEqual({ size: 1, null: 0 });
  expect([...rows.ids('item_ids').first.subarray(0, 2)]).toEqual([0, 1]);
  expect(rows.ids('item_ids').numbers[0]).toBe(5);
});

test('a list may be as long as a record can be', () => {
  const rows = gather();
  const ids = Array.from({ length: 20_000 }, (_, n) => BigInt(n));

  rows.push({ owner: 1, integers: [1n, 1n], references: [[1n], [], [], []] });
  rows.push({ owner: 1, integers: [1n, 1n], references: [ids, [], [], []] });

  const { first, numbers, words } = rows.ids('item_ids');
  expect(first[2]).toBe(20_001);
  expect({ before: numbers[0], last: numbers[20_000], word: words[40_000] }).toEqual({
    before: 1,
    last: 19_999,
    word: 19_999,
  });
});

test.each([
  ['rows', 4096, []],
  ['ids', 4, Array.from({ length: 20_000 }, (_, n) => BigInt(n))],
])('they are full of %s after %i rows', (_what, count, tags) => {
  const rows = gather();
  let pushed = 0;

  while (!rows.isFull) {
    rows.push({ owner: 1, integers: [1n, 1n], references: [[], [], tags, []] });
    pushed++;
  }

  expect(pushed).toBe(count);
});

test('a column that no aggregate says it reads is refused', () => {
  expect(() => gather().integers('weight')).toThrow(/weight.*does not declare/);
});
