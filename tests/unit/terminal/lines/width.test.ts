import { expect, test } from 'vitest';
import { terminalWidth } from '../../../../terminal/lines/width.ts';

test.each([
  ['as wide as it is', { isTTY: true, columns: 120 }, 120],
  ['of 80 columns where it does not say', { isTTY: true, columns: 0 }, 80],
  ['never so narrow that no sentence can be read', { isTTY: true, columns: 10 }, 40],
])('a terminal is %s', (_what, stream, width) => {
  expect(terminalWidth(stream)).toBe(width);
});

test('a pipe has no width', () => {
  expect(terminalWidth({ columns: 80 })).toBeUndefined();
});
