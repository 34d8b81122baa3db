import { expect, test } from 'vitest';
import { timelineOf } from '../../../web/dashboard/pages/run/timeline/timeline-bars.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const NOW = Date.UTC(2026, 0, 1) + 8_000;

const plan = { step: 'plan', state: 'done', startedAt: at(1), finishedAt: at(2) } as const;
const load = { step: 'load', state: 'done', startedAt: at(2), finishedAt: at(8) } as const;
const publish = { step: 'publish', state: 'done', startedAt: at(8), finishedAt: at(10) } as const;
const ended = { steps: [plan, load, publish], queuedAt: at(0), finishedAt: at(10) };

test('the steps of a run stand on one axis from when it was queued to its end', () => {
  const { bars } = timelineOf(ended, NOW);

  expect(bars).toEqual([
    { step: 'plan', state: 'done', from: 10, width: 10, durationMs: 1_000 },
    { step: 'load', state: 'done', from: 20, width: 60, durationMs: 6_000 },
    { step: 'publish', state: 'done', from: 80, width: 20, durationMs: 2_000 },
  ]);
});

test('the axis of a run that is under way ends now, and so does the bar of its step', () => {
  const steps = [
    plan,
    { ...load, state: 'running', finishedAt: null } as const,
    { ...publish, state: 'pending', startedAt: null, finishedAt: null } as const,
  ];

  const { bars } = timelineOf({ steps, queuedAt: at(0), finishedAt: null }, NOW);

  expect(bars.map(({ from, width, durationMs }) => [from, width, durationMs])).toEqual([
    [12.5, 12.5, 1_000],
    [25, 75, 6_000],
    [0, 0, null],
  ]);
});

test('a step that is over has no bar when nobody recorded its end', () => {
  const { bars } = timelineOf({ ...ended, steps: [plan, { ...load, finishedAt: null }] }, NOW);

  expect(bars[1]).toMatchObject({ width: 0, durationMs: null });
});

test('no bar ends beyond the axis, although the clock of whoever looks is slow', () => {
  const { bars } = timelineOf({ ...ended, finishedAt: null }, NOW - 60_000);

  expect(Math.max(...bars.map(({ from, width }) => from + width))).toBeLessThanOrEqual(100);
});

test.each([
  [10, [0, 5_000, 10_000]],
  [9, [0, 5_000]],
  [0.5, [0, 200, 400]],
  [900, [0, 300_000, 600_000, 900_000]],
])('an axis of %d s has labels at whole distances', (seconds, labels) => {
  const { ticks } = timelineOf({ steps: [], queuedAt: at(0), finishedAt: at(seconds) }, NOW + 1e9);

  expect(ticks.map(({ ms }) => ms)).toEqual(labels);
});
