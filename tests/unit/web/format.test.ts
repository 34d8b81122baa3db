import { describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatChange,
  formatCount,
  formatDuration,
  formatMoment,
  rowsASecond,
} from '../../../web/dashboard/format.ts';

describe('counts', () => {
  test.each([
    [0, '0'],
    [1234567, '1,234,567'],
    ['9223372036854775807', '9,223,372,036,854,775,807'],
    ['-1234.50', '-1,234.50'],
    ['-0.5', '-0.5'],
    [null, '–'],
    [undefined, '–'],
    ['', '–'],
  ])('%j is %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });
});

describe('differences', () => {
  test.each([
    [0, '±0'],
    [1200, '+1,200'],
    [-3, '−3'],
  ])('%d is %s', (value, text) => {
    expect(formatChange(value)).toBe(text);
  });
});

describe('durations', () => {
  test.each([
    [null, '–'],
    [0, '0 ms'],
    [449.6, '450 ms'],
    [3200, '3.2 s'],
    [65_000, '1 min 05 s'],
    [7_380_000, '2 h 03 min'],
  ])('%j ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('speeds', () => {
  test.each([
    [12_300_505, 9_000, 1_366_723],
    [0, 900, 0],
    [10, 0, null],
    [null, 900, null],
    [10, null, null],
  ])('%j rows in %j ms are %j rows per second', (rows, ms, speed) => {
    expect(rowsASecond(rows, ms)).toBe(speed);
  });
});

describe('sizes', () => {
  test.each([
    [616, '616 B'],
    [12_340, '12.3 KB'],
    [256_000_000, '256.0 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('moments', () => {
  const now = Date.parse('2026-01-02T00:00:00Z');

  test.each([
    ['2026-01-01T23:59:58Z', 'just now'],
    ['2026-01-01T23:59:30Z', '30 s ago'],
    ['2026-01-01T23:00:00Z', '1 h ago'],
    ['2025-12-30T00:00:00Z', '3 d ago'],
    ['2026-01-02T00:00:09Z', 'just now'],
    [null, '–'],
  ])('%s is %s', (moment, text) => {
    expect(formatAgo(moment, now)).toBe(text);
  });

  test('in full they are UTC', () => {
    expect(formatMoment('2026-01-01T12:34:56.789Z')).toBe('2026-01-01 12:34:56 UTC');
  });
});
