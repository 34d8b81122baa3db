import { expect, test } from 'vitest';
import { heightTicks, roundTop, strideOf } from '../../../../web/dashboard/charts/ticks.ts';

test.each([
  [1, 1],
  [7, 8],
  [10, 10],
  [21, 30],
  [99_990, 100_000],
  [0.7, 0.8],
])('an axis for %d reaches to %d', (greatest, top) => {
  expect(roundTop(greatest)).toBeCloseTo(top);
});

test('an axis has its half where that is a whole number', () => {
  expect(heightTicks(8, String)).toEqual([
    { at: 0, text: '0' },
    { at: 0.5, text: '4' },
    { at: 1, text: '8' },
  ]);
  expect(heightTicks(1, String).map(({ text }) => text)).toEqual(['0', '1']);
});

test.each([
  [['0', '1', '2'], 1],
  [Array.from({ length: 20 }, (_, index) => String(index * 5)), 5],
  [Array.from({ length: 20 }, (_, index) => `9.22e+${index}`), 10],
  [['a long text that leaves no room', 'for another one'], 1],
])('of the labels %j each %d. has room', (labels, stride) => {
  expect(strideOf(labels)).toBe(stride);
});
