import { describe, expect, test } from 'vitest';
import { idList, readWithKernel, sum } from './reading.ts';

const MAX = 2n ** 63n - 1n;

describe('the kernel takes', () => {
  test.each([
    ['LF', '1,7,3;4,10\n2,7,3,15\n'],
    ['CRLF', '1,7,3;4,10\r\n2,7,3,15\r\n'],
    ['both line ends', '1,7,3;4,10\r\n2,7,3,15\n'],
    ['padding of spaces and tabs', ' 1 ,\t7,  3;4 ,\t10 \n2,\t7, 3,\t15\t\r\n'],
    ['leading zeroes', '001,07,03;4,010\n2,7,3,15\n'],
    ['a list that names an id twice', '1,7,3;4;3,10\n2,7,3,15\n'],
  ])('lines with %s', (_what, text) => {
    const { plain, left, owners, referenced, ids } = readWithKernel(text);

    expect({ plain, left }).toEqual({ plain: 2, left: [] });
    expect(owners).toEqual([{ owner: 7n, events: 2, values: [25n] }]);
    expect(referenced).toEqual([
      [
        [3n, 2],
        [4n, 1],
      ],
    ]);
    expect(ids).toEqual([1n, 2n]);
  });

  test.each([',', ';', '|', '\t'] as const)('lines with the delimiter %j', (delimiter) => {
    const text = ['1', '7', '3', '10'].join(delimiter);

    const { plain, owners } = readWithKernel(`${text}\n`, { delimiter });

    expect(plain).toBe(1);
    expect(owners).toEqual([{ owner: 7n, events: 1, values: [10n] }]);
  });

  test('columns in any order, and further columns whatever is in them', () => {
    const columns = { key: 5, owner: 3, slots: [sum(0)], references: [idList(2)] };

    const { plain, owners, referenced } = readWithKernel("10,x y'z,3,7,,1,\n", { ...columns, width: 7 });

    expect(plain).toBe(1);
    expect(owners).toEqual([{ owner: 7n, events: 1, values: [10n] }]);
    expect(referenced).toEqual([[[3n, 1]]]);
  });

  test.each(['', ' ', '\t'])('an empty list, %j', (list) => {
    const { plain, referenced } = readWithKernel(`1,7,${list},10\n`);

    expect({ plain, referenced }).toEqual({ plain: 1, referenced: [[]] });
  });

  test('integers of every length, to 2^63-1', () => {
    const numbers = Array.from({ length: 19 }, (_, digits) => BigInt('9'.repeat(digits + 1))).filter(
      (n) => n < MAX,
    );
    const owners = [...numbers, MAX];

    const result = readWithKernel(owners.map((id, n) => `${n + 1},${id},${id},${id}\n`).join(''));

    expect(result.left).toEqual([]);
    expect(result.owners).toEqual(owners.map((owner) => ({ owner, events: 1, values: [owner] })));
    expect(result.referenced).toEqual([owners.map((id) => [id, 1])]);
  });

  test('lists of any length, with ids of any length', () => {
    const ids = Array.from(
      { length: 40 },
      (_, n) => BigInt('1234567890123456789'.slice(0, 1 + (n % 19))) + BigInt(n),
    );
    const distinct = [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));

    const { plain, referenced } = readWithKernel(`1,7,${ids.join(';')},10\n`);

    expect(plain).toBe(1);
    expect(referenced).toEqual([distinct.map((id) => [id, 1])]);
  });

  test('sums beyond 64 bits', () => {
    const lines = Array.from({ length: 5 }, (_, n) => `${n},7,,${MAX}\n`).join('');

    const { owners } = readWithKernel(lines);

    expect(owners).toEqual([{ owner: 7n, events: 5, values: [5n * MAX] }]);
  });

  test('sum, least and greatest of several columns', () => {
    const slots = [
      { kind: 'min', column: 3, optional: false },
      { kind: 'max', column: 3, optional: false },
      { kind: 'sum', column: 4, optional: false },
      { kind: 'count', column: 4, optional: false },
    ] as const;

    const { owners } = readWithKernel('1,7,,5,1\n2,7,,3,2\n3,7,,9,4\n4,8,,0,0\n', {
      width: 5,
      slots,
    });

    expect(owners).toEqual([
      { owner: 7n, events: 3, values: [3n, 9n, 7n, 3n] },
      { owner: 8n, events: 1, values: [0n, 0n, 0n, 1n] },
    ]);
  });

  test('many owners and ids, as its tables grow', () => {
    const ids = Array.from({ length: 5000 }, (_, n) => BigInt(n) * (n % 2 === 0 ? 1n : 10n ** 12n) + 1n);

    const { plain, owners, referenced } = readWithKernel(
      ids.map((id, n) => `${n},${id},${id},${n}\n`).join(''),
    );

    const sorted = ids.toSorted((a, b) => (a < b ? -1 : 1));
    expect(plain).toBe(5000);
    expect(owners.map(({ owner }) => owner)).toEqual(sorted);
    expect(referenced[0]?.map(([id]) => id)).toEqual(sorted);
    expect(owners.reduce((total, { values }) => total + (values[0] ?? 0n), 0n)).toBe((4999n * 5000n) / 2n);
  });

  test('ids beyond its bitmap, more than it holds at a time', () => {
    const ids = Array.from({ length: 68_000 }, (_, n) => 2n ** 27n + BigInt(n) * 3n);

    const { plain, ids: dense, wideIds } = readWithKernel(ids.map((id) => `${id},7,,1\n`).join(''));

    expect(plain).toBe(68_000);
    expect(dense).toEqual([]);
    expect(wideIds).toEqual(ids);
  });
});
