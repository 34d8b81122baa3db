import { expect, test } from 'vitest';
import { barLine, plainLine } from '../../../../terminal/progress/bar.ts';
import type { Figures } from '../../../../terminal/progress/figures.ts';

const figures: Figures = {
  bytesDone: 126e6,
  bytesTotal: 300e6,
  rows: 1_234_567,
  rejected: 3,
  phase: 'load',
  usualMs: null,
};
const elapsed = { totalMs: 2_100, readingMs: 2_000 };
const USUAL = ' 42 %   1,234,567 rows      3 rejected  load          0:02  ETA 0:02';
const ALL = ' 42 %    126.0/300.0 MB   1,234,567 rows      3 rejected  load          0:02  ETA 0:02';

test('a wide terminal shows the bar at its full width', () => {
  const { bar, text } = barLine(figures, elapsed, 200);

  expect(bar).toBe('█'.repeat(12) + '░'.repeat(18));
  expect(text).toBe(`  ${ALL}`);
});

test('a terminal of 80 columns, of which one stays free, has a bar, and no bytes', () => {
  const { bar, text } = barLine(figures, elapsed, 79);

  expect(bar).toBe('███░░░░░');
  expect(text).toBe(`  ${USUAL}`);
});

test.each([78, 60, 40, 10, 1])('on %d columns the figures stand alone, and are cut', (width) => {
  expect(barLine(figures, elapsed, width)).toEqual({ bar: '', text: USUAL.slice(0, width) });
});

test.each([79, 100, 120, 200])('on %d columns nothing moves while the figures grow', (width) => {
  const shapes = [
    { ...figures, bytesDone: 0, bytesTotal: 0, rows: 0, rejected: 0, phase: 'plan' },
    { ...figures, bytesDone: 1, rows: 9, rejected: 0 },
    { ...figures, rows: 99_999_999, rejected: 9_999 },
    { ...figures, bytesDone: 300e6, phase: 'publish' },
  ].map((grown) => {
    const { bar, text } = barLine(grown, { totalMs: 3_599_000, readingMs: 0 }, width);
    return {
      bar: bar.length,
      percent: text.indexOf(' %'),
      rows: text.indexOf(' rows'),
      clock: text.indexOf('59:59'),
    };
  });

  expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
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
  expect(plainLine(figures, elapsed)).toBe(
    '  42 %, 126.0/300.0 MB, 1,234,567 rows, 3 rejected, load, 2.1 s, ETA 2.8 s',
  );
});
