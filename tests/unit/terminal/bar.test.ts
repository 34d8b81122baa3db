import { expect, test } from 'vitest';
import { barLine, plainLine } from '../../../terminal/bar.ts';
import type { Figures } from '../../../terminal/figures.ts';

const figures: Figures = {
  bytesDone: 126e6,
  bytesTotal: 300e6,
  rows: 1_234_567,
  rejected: 3,
  phase: 'load',
  usualMs: null,
};
const elapsed = { totalMs: 2_100, readingMs: 2_000 };
const TEXT = '42 %  126.0/300.0 MB  1,234,567 rows  3 rejected  load  2.1 s  ETA 2.8 s';

test('a wide terminal shows the bar at its full width', () => {
  const { bar, text } = barLine(figures, elapsed, 200);

  expect(bar).toBe('█'.repeat(12) + '░'.repeat(18));
  expect(text).toBe(`  ${TEXT}`);
});

test('a narrower one shows a narrower bar, and the same figures', () => {
  const { bar, text } = barLine(figures, elapsed, TEXT.length + 12);

  expect(bar).toBe('████░░░░░░');
  expect(text).toBe(`  ${TEXT}`);
});

test('where there is no room for a bar the figures stand alone', () => {
  expect(barLine(figures, elapsed, TEXT.length + 5)).toEqual({ bar: '', text: TEXT });
});

test.each([60, 40, 10, 1])('on %d columns the figures are cut', (width) => {
  expect(barLine(figures, elapsed, width)).toEqual({ bar: '', text: TEXT.slice(0, width) });
});

test.each(Array.from({ length: 130 }, (_, width) => width))('on %d columns no line is wider', (width) => {
  const { bar, text } = barLine(figures, elapsed, width);

  expect(bar.length + text.length).toBeLessThanOrEqual(width);
});

test.each([
  [0, '░'.repeat(30)],
  [300e6, '█'.repeat(30)],
  [900e6, '█'.repeat(30)],
])('at %d bytes the bar is %s', (bytesDone, expected) => {
  expect(barLine({ ...figures, bytesDone }, elapsed, 200).bar).toBe(expected);
});

test('a plain line has the same figures', () => {
  expect(plainLine(figures, elapsed)).toBe(`  ${TEXT.replaceAll('  ', ', ')}`);
});
