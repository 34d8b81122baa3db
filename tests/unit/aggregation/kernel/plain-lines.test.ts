import { describe, expect, test } from 'vitest';
import { readWithKernel } from './reading.ts';

const MAX = 2n ** 63n - 1n;

describe('the kernel takes', () => {
  test.each([
    ['LF', '1,7,3;4,10\n2,7,3,15\n'],
    ['CRLF', '1,7,3;4,10\r\n2,7,3,15\r\n'],
    ['both line ends', '1,7,3;4,10\r\n2,7,3,15\n'],
    ['padding of spaces and tabs', ' 1 ,\t7,  3;4 ,\t10 \n2,\t7, 3,\t15\t\r\n'],
    ['leading zeroes', '001,07,03;4,010\n2,7,3,15\n'],
    ['a list that names a compound twice', '1,7,3;4;3,10\n2,7,3,15\n'],
  ])('lines with %s', (_what, text) => {
    const { plain, left, users, compounds, ids } = readWithKernel(text);

    expect({ plain, left }).toEqual({ plain: 2, left: [] });
    expect(users).toEqual([{ userId: 7n, experiments: 2, values: [25n] }]);
    expect(compounds).toEqual([
      [3n, 2],
      [4n, 1],
    ]);
    expect(ids).toEqual([{ first: 1n, length: 2 }]);
  });

  test.each([',', ';', '|', '\t'] as const)('lines with the delimiter %j', (delimiter) => {
    const text = ['1', '7', '3', '10'].join(delimiter);

    const { plain, users } = readWithKernel(`${text}\n`, { delimiter });

    expect(plain).toBe(1);
    expect(users).toEqual([{ userId: 7n, experiments: 1, values: [10n] }]);
  });

  test('columns in any order, and further columns whatever is in them', () => {
    const columns = { experiment_run_time: 0, experiment_compound_ids: 2, user_id: 3, experiment_id: 5 };

    const { plain, users, compounds } = readWithKernel("10,x y'z,3,7,,1,\n", { columns, width: 7 });

    expect(plain).toBe(1);
    expect(users).toEqual([{ userId: 7n, experiments: 1, values: [10n] }]);
    expect(compounds).toEqual([[3n, 1]]);
  });

  test.each(['', ' ', '\t'])('an empty list, %j', (list) => {
    const { plain, compounds } = readWithKernel(`1,7,${list},10\n`);

    expect({ plain, compounds }).toEqual({ plain: 1, compounds: [] });
  });

  test('integers of every length, to 2^63-1', () => {
    const numbers = Array.from({ length: 19 }, (_, digits) => BigInt('9'.repeat(digits + 1))).filter(
      (n) => n < MAX,
    );
    const users = [...numbers, MAX];

    const result = readWithKernel(users.map((id, n) => `${n + 1},${id},${id},${id}\n`).join(''));

    expect(result.left).toEqual([]);
    expect(result.users).toEqual(users.map((userId) => ({ userId, experiments: 1, values: [userId] })));
    expect(result.compounds).toEqual(users.map((id) => [id, 1]));
  });

  test('lists of any length, with ids of any length', () => {
    const ids = Array.from(
      { length: 40 },
      (_, n) => BigInt('1234567890123456789'.slice(0, 1 + (n % 19))) + BigInt(n),
    );
    const distinct = [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));

    const { plain, compounds } = readWithKernel(`1,7,${ids.join(';')},10\n`);

    expect(plain).toBe(1);
    expect(compounds).toEqual(distinct.map((id) => [id, 1]));
  });

  test('sums beyond 64 bits', () => {
    const lines = Array.from({ length: 5 }, (_, n) => `${n},7,,${MAX}\n`).join('');

    const { users } = readWithKernel(lines);

    expect(users).toEqual([{ userId: 7n, experiments: 5, values: [5n * MAX] }]);
  });

  test('sum, least and greatest of several columns', () => {
    const columns = { experiment_id: 0, user_id: 1, experiment_compound_ids: 2, a: 3, b: 4 };
    const slots = [
      { kind: 'min', column: 'a' },
      { kind: 'max', column: 'a' },
      { kind: 'sum', column: 'b' },
    ] as const;

    const { users } = readWithKernel('1,7,,5,1\n2,7,,3,2\n3,7,,9,4\n4,8,,0,0\n', {
      columns,
      width: 5,
      slots,
    });

    expect(users).toEqual([
      { userId: 7n, experiments: 3, values: [3n, 9n, 7n] },
      { userId: 8n, experiments: 1, values: [0n, 0n, 0n] },
    ]);
  });

  test('many users and compounds, as its tables grow', () => {
    const ids = Array.from({ length: 5000 }, (_, n) => BigInt(n) * (n % 2 === 0 ? 1n : 10n ** 12n) + 1n);

    const { plain, users, compounds } = readWithKernel(
      ids.map((id, n) => `${n},${id},${id},${n}\n`).join(''),
    );

    const sorted = ids.toSorted((a, b) => (a < b ? -1 : 1));
    expect(plain).toBe(5000);
    expect(users.map(({ userId }) => userId)).toEqual(sorted);
    expect(compounds.map(([id]) => id)).toEqual(sorted);
    expect(users.reduce((total, { values }) => total + (values[0] ?? 0n), 0n)).toBe((4999n * 5000n) / 2n);
  });

  test('ids beyond its bitmap, more than it holds at a time', () => {
    const ids = Array.from({ length: 68_000 }, (_, n) => 2n ** 27n + BigInt(n) * 3n);

    const { plain, ids: dense, wideIds } = readWithKernel(ids.map((id) => `${id},7,,1\n`).join(''));

    expect(plain).toBe(68_000);
    expect(dense).toEqual([]);
    expect(wideIds).toEqual(ids);
  });
});
