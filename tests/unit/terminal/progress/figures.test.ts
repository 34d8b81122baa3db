import { expect, test } from 'vitest';
import { type Figures, remainingMs, shareOf, statements } from '../../../../terminal/progress/figures.ts';

const begun: Figures = {
  bytesDone: 0,
  bytesTotal: 300e6,
  rows: 0,
  rejected: 0,
  phase: 'plan',
  usualMs: null,
};
const halfway: Figures = { ...begun, bytesDone: 150e6, rows: 1_234_567, rejected: 3, phase: 'load' };

test('the share is that of the bytes', () => {
  expect(shareOf(halfway)).toBe(0.5);
});

test('the share is 0 while nobody knows how much there is', () => {
  expect(shareOf({ ...begun, bytesTotal: 0 })).toBe(0);
});

test('bytes that are read a second time do not make it more than all', () => {
  expect(shareOf({ ...begun, bytesDone: 400e6 })).toBe(1);
});

test('before bytes flow the rest is what is left of the usual time', () => {
  expect(remainingMs({ ...begun, usualMs: 3_000 }, { totalMs: 400, readingMs: 0 })).toBe(2_600);
});

test('before bytes flow nothing is told when nothing is usual', () => {
  expect(remainingMs(begun, { totalMs: 400, readingMs: 0 })).toBeUndefined();
});

test('what is left takes as long as what was read, by bytes', () => {
  const figures = { ...halfway, bytesDone: 100e6, usualMs: 90_000 };

  expect(remainingMs(figures, { totalMs: 9_000, readingMs: 6_000 })).toBeCloseTo(12_000);
});

test('the first moments of reading say nothing about the rest', () => {
  expect(remainingMs(halfway, { totalMs: 500, readingMs: 200 })).toBeUndefined();
});

test('when all is read the rest is what is left of the usual time', () => {
  const figures = { ...halfway, bytesDone: 300e6, usualMs: 9_000 };

  expect(remainingMs(figures, { totalMs: 7_000, readingMs: 6_000 })).toBe(2_000);
});

test.each([null, 5_000])(
  'when all is read and the usual time, %j, is over, nothing is foretold',
  (usualMs) => {
    const figures = { ...halfway, bytesDone: 300e6, usualMs };

    expect(remainingMs(figures, { totalMs: 7_000, readingMs: 6_000 })).toBeUndefined();
  },
);

test('all figures are told, in order', () => {
  expect(statements(halfway, { totalMs: 2_100, readingMs: 2_000 })).toEqual([
    '50 %',
    '150.0/300.0 MB',
    '1,234,567 rows',
    '3 rejected',
    'load',
    '2.1 s',
    'ETA 2.0 s',
  ]);
});

test('what is not known yet is not told', () => {
  expect(statements({ ...begun, bytesTotal: 0, phase: '' }, { totalMs: 100, readingMs: 0 })).toEqual([
    '0 %',
    '0 rows',
    '0 rejected',
    '0.1 s',
  ]);
});

test('almost all is not 100 %', () => {
  const [percent] = statements({ ...halfway, bytesDone: 299.9e6 }, { totalMs: 100, readingMs: 0 });

  expect(percent).toBe('99 %');
});
