import { describe, expect, test } from 'vitest';
import type { KernelSlot } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { absorb, buffersOf, stateOf } from '../../../../lib/aggregation/kernel/kernel-state.ts';
import { idList, kernelOf, readInto, readWithKernel, totalsOf } from './reading.ts';

const slots = (['sum', 'min', 'max', 'count'] as const).map(
  (kind): KernelSlot => ({ kind, column: 3, optional: true }),
);
const references = [idList(2), { column: 4, isList: false, optional: true }];
const OPTIONS = { width: 5, slots, references };

const wide = 2n ** 40n;
const FIRST = `1,7,3;${wide},10,1\n2,8,,,\n3,9,4,${2n ** 63n - 1n},${wide}\n`;
const SECOND = `1000,7,3;3;5,,1\n1001,8,${wide},6,\n${wide},9,4,${2n ** 63n - 1n},${wide}\n1002,10,,,2\n`;

describe('what another kernel came to', () => {
  test('is put together with what this one did, as if one had read all', () => {
    const [first, second] = [kernelOf(OPTIONS), kernelOf(OPTIONS)];
    readInto(first, FIRST, OPTIONS);
    readInto(second, SECOND, OPTIONS);

    const numbers = absorb(first, stateOf(second));

    const { owners, referenced, ids, wideIds } = readWithKernel(FIRST + SECOND, OPTIONS);
    expect(numbers).toBeDefined();
    expect(totalsOf(first)).toEqual({ owners, referenced, ids, wideIds });
  });

  test('is not taken when an event is in both, and nothing of it is added', () => {
    const [first, second] = [kernelOf(OPTIONS), kernelOf(OPTIONS)];
    readInto(first, FIRST, OPTIONS);
    readInto(second, '3,7,3,10,1\n', OPTIONS);
    const before = totalsOf(first);

    const numbers = absorb(first, stateOf(second));

    expect(numbers).toBeUndefined();
    expect(totalsOf(first)).toEqual(before);
  });

  test('can be handed over with all its memory', () => {
    const second = kernelOf(OPTIONS);
    readInto(second, SECOND, OPTIONS);
    const state = stateOf(second);
    const copy = structuredClone(state);

    const moved = structuredClone(state, { transfer: buffersOf(state) });

    expect(moved).toEqual(copy);
    expect(state.references.map(({ ids }) => ids.integers?.length)).toEqual([0, 0]);
  });
});
