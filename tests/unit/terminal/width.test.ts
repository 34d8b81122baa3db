import { expect, test } from 'vitest';
import { widthOf } from '../../../terminal/width.ts';

test.each([
  ['as wide as it is', { isTTY: true, columns: 120 }, 120],
  ['of 80 columns where it does not say', { isTTY: true, columns: 0 }, 80],
  ['never so narrow that no sentence can be read', { isTTY: true, columns: 10 }, 40],
])('a terminal is %s', (_what, stream, width) => {
  expect(widthOf(stream)).toBe(width);
});

test('a pipe has no width', () => {
  expect(widthOf({ columns: 80 })).toBeUndefined();
});
