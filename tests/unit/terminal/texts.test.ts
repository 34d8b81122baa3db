import { expect, test } from 'vitest';
import { ago, clock, duration, grouped, megabytes } from '../../../terminal/texts.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1_234_567, '1,234,567'],
])('%d is written %s', (count, text) => {
  expect(grouped(count)).toBe(text);
});

test.each([
  [0, '0.0 s'],
  [2_149, '2.1 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [3_599_499, '59 min 59 s'],
  [3_599_500, '1 h 00 min'],
  [7_620_000, '2 h 07 min'],
])('%d ms are written %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test('bytes are told in millions', () => {
  expect(megabytes(126_040_000)).toBe('126.0');
});

test.each([
  [0, '0:00'],
  [59_999, '0:59'],
  [185_000, '3:05'],
  [7_650_000, '2:07:30'],
  [-5, '0:00'],
])('on a clock %d ms are %s', (ms, text) => {
  expect(clock(ms)).toBe(text);
});

test.each([
  [-5, '0 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [7_199_000, '1 h ago'],
  [86_400_000, '1 day ago'],
  [432_000_000, '5 days ago'],
])('what happened %d ms before now was %s', (ms, text) => {
  expect(ago(ms)).toBe(text);
});
