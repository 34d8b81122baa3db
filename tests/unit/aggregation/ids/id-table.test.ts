import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdTable } from '../../../../lib/aggregation/ids/id-table.ts';
import { anyId, MAX_ID } from '../../support/arbitrary-ids.ts';
import { placed } from '../../support/placed-texts.ts';

const ascending = (a: bigint, b: bigint) => (a < b ? -1 : 1);

function tableOf(ids: Iterable<bigint>): IdTable {
  const table = new IdTable();
  for (const id of ids) {
    table.add(id);
  }
  return table;
}

test('ids are numbered in the order in which they were added, as a Map would', () => {
  const property = fc.property(fc.array(anyId, { maxLength: 300 }), (ids) => {
    const table = new IdTable();
    const map = new Map<bigint, number>();

    for (const id of ids) {
      if (!map.has(id)) {
        map.set(id, map.size);
      }
      expect(table.add(id)).toBe(map.get(id));
      expect(table.size).toBe(map.size);
    }

    for (const [id, index] of map) {
      expect(table.idAt(index)).toBe(id);
    }
  });

  fc.assert(property);
});

test('an id is in the table when it was added, and not otherwise', () => {
  const property = fc.property(fc.array(anyId), fc.array(anyId), (added, asked) => {
    const table = tableOf(added);

    for (const id of [...added, ...asked]) {
      expect(table.has(id)).toBe(added.includes(id));
    }
  });

  fc.assert(property);
});

test('sorted ids are all ids, each once, in ascending order', () => {
  const property = fc.property(fc.array(anyId), (ids) => {
    const table = tableOf(ids);

    expect([...table.sorted()]).toEqual([...new Set(ids)].sort(ascending));
  });

  fc.assert(property);
});

test('the numbers in the order of the ids lead to the sorted ids', () => {
  const property = fc.property(fc.array(anyId), (ids) => {
    const table = tableOf(ids);

    expect(Array.from(table.sortedIndexes(), (index) => table.idAt(index))).toEqual([...table.sorted()]);
  });

  fc.assert(property);
});

test('an empty table has no ids', () => {
  const table = new IdTable();

  expect(table.size).toBe(0);
  expect(table.has(0n)).toBe(false);
  expect([...table.sorted()]).toEqual([]);
  expect([...table.sortedIndexes()]).toEqual([]);
});

test('asking for an id does not add it', () => {
  const table = new IdTable();

  table.has(7n);

  expect(table.size).toBe(0);
});

test.each([
  ['dense', (n: number) => BigInt(n)],
  ['multiples of 1024', (n: number) => BigInt(n) * 1024n],
  ['different in the high half only', (n: number) => BigInt(n) << 32n],
  ['the greatest there are', (n: number) => MAX_ID - BigInt(n)],
])('ids that are %s survive the growth of the table', (_what, idOf) => {
  const ids = Array.from({ length: 20_000 }, (_, n) => idOf(n));

  const table = tableOf([...ids, ...ids]);

  expect(table.size).toBe(20_000);
  expect(ids.every((id, index) => table.idAt(index) === id && table.add(id) === index)).toBe(true);
  expect(table.has(idOf(20_000))).toBe(false);
});

test('the sorted ids are a copy', () => {
  const table = tableOf([2n, 1n]);

  table.sorted().values.fill(0n);

  expect([...table.sorted()]).toEqual([1n, 2n]);
});

test('ids of a file are added up to the first that is known, or that is none', () => {
  const written = fc.oneof(anyId.map(String), fc.constantFrom('', 'x', '007', '-1', '9'.repeat(19)));
  const property = fc.property(fc.array(written, { maxLength: 700 }), fc.boolean(), (texts, isMade) => {
    const rows = isMade
      ? Array.from({ length: 600 }, (_, at) => String((at * 7919) % 601)).concat(texts)
      : texts;
    const [table, byOne] = [new IdTable(), new IdTable()];
    const { bytes, bounds } = placed(rows);

    const stops: number[] = [];
    for (let row = 0; row < rows.length; row++) {
      row = table.addNew(bytes, bounds, row, rows.length);
      stops.push(row);
    }

    const notNew = rows.flatMap((text, row) => {
      const known = byOne.size;
      const end = Buffer.from(text);
      return byOne.addBytes(end, 0, end.length) === known ? [] : [row];
    });
    expect(stops.filter((row) => row < rows.length)).toEqual(notNew);
    expect([...table.sorted()]).toEqual([...byOne.sorted()]);
  });

  fc.assert(property);
});
