import { describe, expect, test } from 'vitest';
import { WideIds } from '../../../../lib/aggregation/kernel/wide-ids.ts';

const ids = (...numbers: bigint[]) => BigUint64Array.from(numbers);

describe('wide ids', () => {
  test('come in ascending order, with each as often as it was added', () => {
    const wide = new WideIds();
    wide.append(ids(9n, 3n));
    wide.append(ids(5n, 3n));

    expect([...wide.sorted()]).toEqual([3n, 3n, 5n, 9n]);
  });

  test('go on after they were put in order, and take those of another thread', () => {
    const wide = new WideIds();
    wide.append(ids(9n, 3n));
    wide.sorted();

    wide.appendSorted(ids(1n, 4n));
    wide.append(ids(2n));

    expect([...wide.sorted()]).toEqual([1n, 2n, 3n, 4n, 9n]);
    expect([...wide.sorted()]).toEqual([1n, 2n, 3n, 4n, 9n]);
  });

  test('of which there are too many are refused with what to do', () => {
    const wide = new WideIds(3);
    wide.append(ids(1n, 2n));

    expect(() => wide.append(ids(3n, 4n))).toThrow(/more than 3 events .* unpack it/);
  });
});

describe('a suspect', () => {
  test('is known from the second time on, by its text where it is one', () => {
    const wide = new WideIds();
    wide.suspect(7n);

    const known = ['a', 'b', 'a'].map((text) => wide.isKnown(7n, text));

    expect(known).toEqual([false, false, true]);
    expect(wide.counted).toEqual(['a', 'b']);
  });

  test('that is taken is known at once, and does not count here', () => {
    const wide = new WideIds();
    wide.suspect(7n);
    wide.take('a');

    expect(wide.isKnown(7n, 'a')).toBe(true);
    expect(wide.counted).toEqual([]);
  });

  test('is none that was not named as one', () => {
    const wide = new WideIds();

    expect([wide.isKnown(7n, 7n), wide.isKnown(7n, 7n)]).toEqual([false, false]);
  });
});
