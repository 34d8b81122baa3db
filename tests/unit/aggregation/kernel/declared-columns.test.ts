import { describe, expect, test } from 'vitest';
import type { KernelSlot } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { idList, kernelOf, readWithKernel, sum, totalsOf } from './reading.ts';

const NO_MINIMUM = 2n ** 63n - 1n;
const KINDS = ['sum', 'min', 'max', 'count'] as const;

/** A slot of each kind over a column. */
const allKinds = (column: number | undefined, optional: boolean): KernelSlot[] =>
  KINDS.map((kind) => ({ kind, column, optional }));

describe('of an optional column', () => {
  const slots = allKinds(3, true);

  test.each([
    ['nothing', '\n'],
    ['nothing before CRLF', '\r\n'],
    ['padding only', ' \t\n'],
  ])('%s is NULL, and passed over', (_what, empty) => {
    const { plain, left, owners } = readWithKernel(`1,7,,5${empty}2,7,,${empty}3,7,,9\n4,7,,\n`, { slots });

    expect({ plain, left }).toEqual({ plain: 4, left: [] });
    expect(owners).toEqual([{ owner: 7n, events: 4, values: [14n, 5n, 9n, 2n] }]);
  });

  test('nothing in the middle of a line is NULL, too', () => {
    const { owners } = readWithKernel('1,,7,5\n2,3,7,5\n3,,7,5\n4,,7,5\n5, ,7,5\n', {
      owner: 2,
      slots: allKinds(1, true),
      references: [],
    });

    expect(owners).toEqual([{ owner: 7n, events: 5, values: [3n, 3n, 3n, 1n] }]);
  });

  test('NULL alone leaves what changes nothing', () => {
    const { owners } = readWithKernel('1,7,,\n2,7,, \n', { slots });

    expect(owners).toEqual([{ owner: 7n, events: 2, values: [0n, NO_MINIMUM, 0n, 0n] }]);
  });

  test('integers of every length are values, the greatest included', () => {
    const numbers = Array.from({ length: 18 }, (_, digits) => 10n ** BigInt(digits));
    const lines = [...numbers, NO_MINIMUM].map((n, at) => `${at},${n},,${n}\n`).join('');

    const { left, owners } = readWithKernel(lines, { slots });

    expect(left).toEqual([]);
    expect(owners).toEqual(
      [...numbers, NO_MINIMUM].map((n) => ({ owner: n, events: 1, values: [n, n, n, 1n] })),
    );
  });

  test('zero is a value', () => {
    const { owners } = readWithKernel('1,7,,0\n2,7,,\n3,7,,\n4,7,,\n', { slots });

    expect(owners).toEqual([{ owner: 7n, events: 4, values: [0n, 0n, 0n, 1n] }]);
  });

  test.each([
    ['a letter', 'x', 'not_an_integer'],
    ['a minus', '-1', 'negative'],
  ])('%s is refused', (_what, value, reason) => {
    const { plain, left } = readWithKernel(`1,7,,5\n2,7,,${value}\n3,7,,\n4,7,,\n`, { slots });

    expect(plain).toBe(3);
    expect(left).toMatchObject([{ line: 3, reason, column: 'minutes' }]);
  });

  test('a sign is left to the careful path, which tells NULL from a value', () => {
    const kernel = kernelOf({ slots });

    kernel.add(7n, [5n, 5n, 5n, 5n], []);
    kernel.add(7n, [null, null, null, null], []);

    expect(totalsOf(kernel).owners).toEqual([{ owner: 7n, events: 2, values: [5n, 5n, 5n, 1n] }]);
  });
});

test('an empty field of a column that is not optional is refused, also beside one that is', () => {
  const { plain, left } = readWithKernel('1,7,,5\n2,7,3,\n3,7,4,2\n4,7,,1\n', {
    slots: [{ kind: 'sum', column: 2, optional: true }, sum(3)],
    references: [],
  });

  expect(plain).toBe(3);
  expect(left).toMatchObject([{ line: 3, reason: 'not_an_integer', column: 'minutes' }]);
});

test('a column that the file has not is NULL in every row, and the other slots stay in their places', () => {
  const { plain, owners } = readWithKernel('1,7,,5\n2,7,,6\n', {
    slots: [...allKinds(undefined, true), sum(3)],
  });

  expect(plain).toBe(2);
  expect(owners).toEqual([{ owner: 7n, events: 2, values: [0n, NO_MINIMUM, 0n, 0n, 11n] }]);
});

test('an owner has a count of events when nothing else is kept', () => {
  const { owners, referenced } = readWithKernel('1,7\n2,8\n3,7\n', { width: 2, slots: [], references: [] });

  expect(owners).toEqual([
    { owner: 7n, events: 2, values: [] },
    { owner: 8n, events: 1, values: [] },
  ]);
  expect(referenced).toEqual([]);
});

test('the shortest lines there are fill a window without running over its end', () => {
  // Four bytes a line, so 2048 lines a window; and of "," alone, which are refused, 4096.
  const lines = Array.from({ length: 30_000 }, (_, n) => (n < 10 ? `${n},7\n` : ',\n'));

  const { plain, owners } = readWithKernel(lines.join(''), { width: 2, slots: [], references: [] });

  expect({ plain, owners }).toEqual({ plain: 10, owners: [{ owner: 7n, events: 10, values: [] }] });
});

describe('references', () => {
  const two = { references: [idList(2), { column: 3, isList: false, optional: true }], slots: [] };

  test('are counted each on its own, a list and one id a row', () => {
    const { plain, referenced } = readWithKernel('1,7,3;4;3,3\n2,7,,4\n3,7,4, \n4,7,,\n5,7,,4\n', two);

    expect(plain).toBe(5);
    expect(referenced).toEqual([
      [
        [3n, 1],
        [4n, 2],
      ],
      [
        [3n, 1],
        [4n, 2],
      ],
    ]);
  });

  test('may be two lists of the same ids', () => {
    const { referenced } = readWithKernel('1,7,3;3,3;3;5\n2,7,3,\n', {
      references: [idList(2), idList(3)],
      slots: [],
    });

    expect(referenced).toEqual([
      [[3n, 2]],
      [
        [3n, 1],
        [5n, 1],
      ],
    ]);
  });

  test('count ids of any width, each in a table of its own', () => {
    const ids = [0n, 65_535n, 65_536n, 2n ** 22n, 2n ** 40n, NO_MINIMUM];
    const lines = ids.map((id, n) => `${n},7,${id};1,${id}\n`).join('');

    const { referenced } = readWithKernel(lines, two);

    expect(referenced[1]).toEqual(ids.map((id) => [id, 1]));
    expect(referenced[0]).toEqual([[0n, 1], [1n, 6], ...ids.slice(1).map((id) => [id, 1])]);
  });

  test('to a column that the file has not name nothing', () => {
    const references = [{ column: undefined, isList: true, optional: true }, idList(2)];

    const { plain, referenced } = readWithKernel('1,7,3,10\n', { references });

    expect({ plain, referenced }).toEqual({ plain: 1, referenced: [[], [[3n, 1]]] });
  });

  test.each([
    ['a letter', 'x', false, 'not_an_integer'],
    ['a minus', '-3', true, 'negative'],
    ['nothing, where it is not optional', '', false, 'not_an_integer'],
  ])('of one id with %s are refused', (_what, id, optional, reason) => {
    const references = [{ column: 2, isList: false, optional }];

    const { plain, left, referenced } = readWithKernel(`1,7,3,1\n2,7,${id},1\n3,7,3,1\n`, { references });

    expect({ plain, referenced }).toEqual({ plain: 2, referenced: [[[3n, 2]]] });
    expect(left).toMatchObject([{ line: 3, reason, column: 'tags' }]);
  });

  test('of one id are looked at after the slots', () => {
    const { left } = readWithKernel('1,7,x,-1\n', {
      references: [{ column: 2, isList: false, optional: false }],
    });

    expect(left).toMatchObject([{ reason: 'negative', column: 'minutes' }]);
  });

  test('are added by the careful path, too', () => {
    const kernel = kernelOf(two);

    kernel.add(7n, [], [[3n, 4n], [3n]]);
    kernel.add(7n, [], [[3n], []]);

    expect(totalsOf(kernel).referenced).toEqual([
      [
        [3n, 2],
        [4n, 1],
      ],
      [[3n, 1]],
    ]);
  });
});

describe('there is room', () => {
  test.each([65, 256])('for %i slots, each of its own kind', (count) => {
    const slots = Array.from(
      { length: count },
      (_, n): KernelSlot => ({ kind: KINDS[n % 4] ?? 'sum', column: 2 + (n % 3), optional: n % 2 === 0 }),
    );

    const { plain, owners } = readWithKernel('1,7,3,10,5\n2,7,4,20,6\n', { width: 5, slots, references: [] });

    const columns = [
      { sum: 7n, min: 3n, max: 4n, count: 2n },
      { sum: 30n, min: 10n, max: 20n, count: 2n },
      { sum: 11n, min: 5n, max: 6n, count: 2n },
    ];
    const values = slots.map(({ kind }, n) => columns[n % 3]?.[kind]);
    expect({ plain, owners }).toEqual({ plain: 2, owners: [{ owner: 7n, events: 2, values }] });
  });

  test('for 16 references', () => {
    const references = Array.from({ length: 16 }, (_, n) => ({ ...idList(2), isList: n % 2 === 0 }));

    const { referenced } = readWithKernel('1,7,3,10\n2,7,3,10\n', { references });

    expect(referenced).toEqual(references.map(() => [[3n, 2]]));
  });

  test.each([
    ['slots', { slots: Array.from({ length: 257 }, () => sum(3)) }, /257 slots.* 256/],
    ['references', { references: Array.from({ length: 17 }, () => idList(2)) }, /17 columns of ids.* 16/],
    ['a single column', { width: 1 }, /two columns/],
  ])('for no more: %s', (_what, options, message) => {
    expect(() => kernelOf(options)).toThrow(RangeError);
    expect(() => kernelOf(options)).toThrow(message);
  });
});
