import { expect, test } from 'vitest';
import { terminalWidth } from '../../../terminal/width.ts';

test.each([
  ['a terminal says how wide it is', { isTTY: true, columns: 100 }, 100],
  ['one that does not say it has 80 columns', { isTTY: true, columns: 0 }, 80],
  ['a file has no width', { columns: 100 }, undefined],
])('%s', (_what, stream, width) => {
  expect(terminalWidth(stream)).toBe(width);
});
