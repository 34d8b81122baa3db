import { expect, test } from 'vitest';
import { coverOf, SKEW_MS } from '../../../../lib/pipeline/arrival/cover.ts';
import { arrivalOf, runOf, secondsAfter } from '../../support/arrivals.ts';

const SKEW_S = SKEW_MS / 1000;
const arrival = arrivalOf();

test('without runs nothing covers an arrival', () => {
  expect(coverOf(arrival, [])).toBeUndefined();
});

test.each(['running', 'success', 'failed'] as const)(
  'a run that started before the write and is %s does not cover it',
  (state) => {
    expect(coverOf(arrival, [runOf(state, { at: secondsAfter(-1) })])).toBeUndefined();
  },
);

test('a run that is queued covers it, whenever it was queued', () => {
  const runs = [runOf('running', { runId: 'etl-8' }), runOf('queued')];

  expect(coverOf(arrival, runs)).toEqual({ runId: 'etl-7', reason: 'queued' });
});

test('a run that somebody cleared, and so is queued once more, does not: plan refuses it', () => {
  const cleared = runOf('queued', { at: secondsAfter(-3600), queuedAt: secondsAfter(1) });

  expect(coverOf(arrival, [cleared])).toBeUndefined();
});

test('a run that is queued for tomorrow does not', () => {
  const tomorrow = runOf('queued', { at: secondsAfter(0), runAfter: secondsAfter(86_400) });

  expect(coverOf(arrival, [tomorrow])).toBeUndefined();
});

test('a run of which Airflow tells no moment is taken for any other', () => {
  expect(coverOf(arrival, [runOf('queued', { queuedAt: null, runAfter: null })])).toMatchObject({
    reason: 'queued',
  });
});

test.each(['running', 'success'] as const)(
  'a run that is %s, and started later than clocks may differ, covers it',
  (state) => {
    const later = runOf(state, { at: secondsAfter(SKEW_S + 1) });

    expect(coverOf(arrival, [later])).toEqual({ runId: 'etl-7', reason: 'started_later' });
  },
);

test('one that started after the write, but not later than clocks may differ, does not', () => {
  expect(coverOf(arrival, [runOf('running', { at: secondsAfter(SKEW_S) })])).toBeUndefined();
});

test('one that started later and failed does not', () => {
  expect(coverOf(arrival, [runOf('failed', { at: secondsAfter(SKEW_S + 1) })])).toBeUndefined();
});

test.each(['queued', 'running', 'success', 'failed'] as const)(
  'a run that was started for the same write covers it, when it is %s',
  (state) => {
    const runs = [runOf(state, { at: secondsAfter(1), conf: { arrival } })];

    expect(coverOf(arrival, runs)).toEqual({ runId: 'etl-7', reason: 'same_or_later_arrival' });
  },
);

test('a run that was started for a later write covers it', () => {
  const runs = [runOf('running', { at: secondsAfter(1), conf: { arrival: arrivalOf({ sequencer: '0B' }) } })];

  expect(coverOf(arrival, runs)).toMatchObject({ reason: 'same_or_later_arrival' });
});

test.each([
  ['an earlier write', { sequencer: '09' }],
  ['a write of another object', { object: 's3://files/other/_SUCCESS', sequencer: '0B' }],
])('a run that was started for %s does not', (_what, other) => {
  const runs = [runOf('running', { at: secondsAfter(1), conf: { arrival: arrivalOf(other) } })];

  expect(coverOf(arrival, runs)).toBeUndefined();
});

test('a run that was created since an earlier look covers it, whatever its clock says', () => {
  const created = runOf('running', { runId: 'etl-8', at: secondsAfter(-100) });

  expect(coverOf(arrival, [created, runOf('running')], new Set(['etl-7']))).toEqual({
    runId: 'etl-8',
    reason: 'created_since',
  });
});

test('one that was created since and failed does not', () => {
  const created = runOf('failed', { runId: 'etl-8', at: secondsAfter(1) });

  expect(coverOf(arrival, [created, runOf('running')], new Set(['etl-7']))).toBeUndefined();
});

test('when a run was deleted since an earlier look, an older one is not taken for a new one', () => {
  const runs = [runOf('success', { runId: 'etl-6' }), runOf('success', { runId: 'etl-5' })];

  expect(coverOf(arrival, runs, new Set(['etl-7', 'etl-6']))).toBeUndefined();
});

test('when there was no run at an earlier look, each is new', () => {
  expect(coverOf(arrival, [runOf('running')], new Set())).toMatchObject({ reason: 'created_since' });
});
