import { expect, test } from 'vitest';
import { brokenLine } from '../../../../terminal/lines/break-line.ts';

test('a line that fits stays as it is', () => {
  expect(brokenLine('  a  b', 10)).toEqual(['  a  b']);
});

test('a longer one is broken between words, and its lines begin in one column', () => {
  expect(brokenLine('  one two three four', 12)).toEqual(['  one two', '  three four']);
});

test('a word that is longer than the line stays whole', () => {
  expect(brokenLine('see /a/very/long/path/of/a/file now', 12)).toEqual([
    'see',
    '/a/very/long/path/of/a/file',
    'now',
  ]);
});

test.each(['  ./run.sh rejects --run etl-7 --csv', 'users.csv:1802: 1,a name with spaces,x'])(
  '%s, which is pasted, stays one line',
  (line) => {
    expect(brokenLine(line, 12)).toEqual([line]);
  },
);
