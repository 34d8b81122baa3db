import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextTable } from '../../../../lib/aggregation/ids/text-table.ts';
import { anyTextId } from '../../support/arbitrary-ids.ts';
import { placed } from '../../support/placed-texts.ts';

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe.each([
  ['hashes of 32 bits', 32],
  ['hashes of 2 bits, of which nearly all are the same', 2],
  ['hashes of none', 0],
])('a set of texts with %s', (_, hashBits) => {
  test('numbers them in the order in which they come', () => {
    const property = fc.property(fc.array(anyTextId), (ids) => {
      const table = new TextTable(hashBits);
      const distinct = [...new Set(ids)];

      expect(ids.map((id) => table.add(id))).toEqual(ids.map((id) => distinct.indexOf(id)));
      expect(table.size).toBe(distinct.length);
    });

    fc.assert(property);
  });

  test('knows those that were added, and no others', () => {
    const property = fc.property(fc.array(anyTextId), fc.array(anyTextId), (ids, others) => {
      const table = new TextTable(hashBits);
      for (const id of ids) {
        table.add(id);
      }

      expect(others.map((id) => table.has(id))).toEqual(others.map((id) => ids.includes(id)));
      expect(ids.every((id) => table.has(id))).toBe(true);
    });

    fc.assert(property);
  });

  test('finds the numbers of those that were added, and adds none', () => {
    const property = fc.property(fc.array(anyTextId), fc.array(anyTextId), (ids, others) => {
      const table = new TextTable(hashBits);
      const distinct = [...new Set(ids)];
      for (const id of ids) {
        table.add(id);
      }

      const numbers = others.concat(ids).map((id) => {
        const bytes = Buffer.from(` ${id} `);
        return table.find(bytes, 1, bytes.length - 1);
      });

      expect(numbers).toEqual(others.concat(ids).map((id) => distinct.indexOf(id)));
      expect(table.size).toBe(distinct.length);
    });

    fc.assert(property);
  });

  test('gives them in the order of their bytes, with their numbers', () => {
    const property = fc.property(fc.array(anyTextId), (ids) => {
      const table = new TextTable(hashBits);
      const distinct = [...new Set(ids)];
      for (const id of ids) {
        table.add(id);
      }

      expect([...table.sorted()]).toEqual([...distinct].sort(byBytes));
      expect(Array.from(table.sortedIndexes(), (index) => distinct[index])).toEqual(
        [...distinct].sort(byBytes),
      );
    });

    fc.assert(property);
  });
});

test('texts survive the growth of the table', () => {
  const table = new TextTable();
  const ids = Array.from({ length: 20_000 }, (_, number) => `id of some length, number ${number}`);

  const numbers = ids.map((id) => table.add(id));

  expect(numbers).toEqual(ids.map((_, number) => number));
  expect(ids.every((id, number) => table.add(id) === number)).toBe(true);
});

test('bytes of a file are added as they are', () => {
  const table = new TextTable();
  const bytes = Buffer.from('x,Zoë,y');

  expect(table.addBytes(bytes, 2, 6)).toBe(0);
  expect(table.add('Zoë')).toBe(0);
  expect(table.addBytes(bytes, 3, 3)).toBe(-1);
});

test('texts of a file are added up to the first that is known, or empty', () => {
  const table = new TextTable();
  const { bytes, bounds } = placed(['', 'a', 'b', 'b', 'c', '', 'a', 'd']);

  const stops = [0, 1, 4, 6, 7].map((row) => table.addNew(bytes, bounds, row, 8));

  expect(stops).toEqual([0, 3, 5, 6, 8]);
  expect(table.size).toBe(4);
});

test('a number is no text', () => {
  expect(() => new TextTable().add(1n)).toThrow('a set of texts was given the number 1');
});
