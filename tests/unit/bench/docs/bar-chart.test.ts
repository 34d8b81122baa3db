import { expect, test } from 'vitest';
import { barChart } from '../../../../bench/data/docs/bar-chart.ts';

const CHART = barChart({
  title: 'reading, "a" & <b>',
  rows: 10_000_000,
  users: 100_000,
  rounds: 3,
  bytes: 251_000_000,
  measured: [
    { name: 'ours', ms: 100, rss: 90, ratio: 1, isSame: true },
    { name: 'a peer', ms: 200, rss: 0, ratio: 0.5, isSame: true },
  ],
});

test('bars are as long as times, the longest as long as there is room', () => {
  const widths = [...CHART.matchAll(/<rect class="(\w+)"[^>]* width="([\d.]+)"/g)];

  expect(widths.map(([, kind, width]) => [kind, Number(width)])).toEqual([
    ['ours', 155],
    ['peer', 310],
  ]);
});

test('a bar has its time, its memory where it is known, and what a peer is compared with ours', () => {
  const figures = [...CHART.matchAll(/<text class="figure" [^>]*>(.*)<\/text>/g)].map(([, text]) => text);

  expect(figures).toEqual([
    'milliseconds, medians of 3 in turn; less is better',
    '100, 90 MB',
    '200, ours/this 0.50',
  ]);
});

test('a title can have any characters', () => {
  expect(CHART).toContain('reading, &quot;a&quot; &amp; &lt;b>: 10M rows, 100k users, 251 MB');
});
