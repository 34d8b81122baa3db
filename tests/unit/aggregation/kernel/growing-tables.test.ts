import { describe, expect, test } from 'vitest';
import { absorb, stateOf, takeIdsInBoth } from '../../../../lib/aggregation/kernel/kernel-state.ts';
import { kernelOf, readInto, readWithKernel, totalsOf } from './reading.ts';

/** From here on ids have no bit each. */
const WIDE = 2n ** 27n;

/** Ids on both sides of each power of two: wherever a table ends, and grows, some are before and some are after it. */
const EDGES = Array.from({ length: 20 }, (_, n) => 2n ** BigInt(n + 9)).flatMap((power) => [
  power - 1n,
  power,
]);

const inTurn = (ids: readonly bigint[]) => ids.map((_, n) => ids.at(n % 2 ? -(n + 1) / 2 : n / 2) ?? 0n);
const ORDERS = [
  ['ascending', EDGES],
  ['descending', EDGES.toReversed()],
  ['by turns from both ends', inTurn(EDGES)],
] as const;

const linesOf = (ids: readonly bigint[]) => ids.map((id) => `${id},${id},,1\n`).join('');

describe('tables that grow', () => {
  test.each(ORDERS)('have every id of an event, whatever order they come in: %s', (_order, ids) => {
    const { plain, ids: small, wideIds } = readWithKernel(linesOf(ids));

    expect(plain).toBe(EDGES.length);
    expect(small).toEqual(EDGES.filter((id) => id < WIDE));
    expect(wideIds).toEqual(EDGES.filter((id) => id >= WIDE));
  });

  test.each(ORDERS)('have all events of an owner, also of one from before they grew: %s', (_order, ids) => {
    const further = ids.map((owner) => `${2n ** 40n + owner},${owner},,1\n`).join('');

    const { owners } = readWithKernel(linesOf(ids) + further);

    expect(owners).toEqual(EDGES.map((owner) => ({ owner, events: 2, values: [2n] })));
  });

  test.each(ORDERS)('know an id that came before they grew: %s', (_order, ids) => {
    const small = ids.filter((id) => id < WIDE);

    const { plain, left } = readWithKernel(linesOf(ids) + linesOf(small));

    expect(plain).toBe(EDGES.length);
    expect(left.map(({ line }) => line)).toEqual(small.map((_, n) => 2 + EDGES.length + n));
  });

  test('take over ids that are beyond them', () => {
    const [first, second] = [kernelOf(), kernelOf()];
    readInto(first, linesOf([1n]));
    readInto(second, linesOf(EDGES));

    const numbers = absorb(first, stateOf(second));

    const { owners, referenced, ids, wideIds } = readWithKernel(linesOf([1n, ...EDGES]));
    expect(numbers).toBeDefined();
    expect(totalsOf(first)).toEqual({ owners, referenced, ids, wideIds });
  });

  test('find the ids that another one has as well, also if it has greater ones', () => {
    const [first, second] = [kernelOf(), kernelOf()];
    readInto(first, linesOf([511n, 70_000n]));
    readInto(second, linesOf([70_000n, WIDE - 1n]));

    const both = takeIdsInBoth(first, stateOf(second), 10);

    expect(both).toEqual([70_000n]);
  });
});
