import { expect, test } from 'vitest';
import type { PartState } from '../../../lib/store/runs/run-history.ts';
import type { Run } from '../../../lib/store/runs/runs.ts';
import { stepsOf } from '../../../lib/views/run-steps.ts';
import { aRun } from './a-run.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const textAt = (second: number) => at(second).toISOString();

const part = (startedAt: Date | null, loadedAt: Date | null): PartState => ({
  ...{ part: 0, input: 'users', isLoaded: loadedAt !== null, isBegun: startedAt !== null },
  ...{ bytesTotal: 1, bytesDone: 0, read: 0, rejected: 0, warnings: 0, startedAt, loadedAt },
});
const LOADED = [part(at(3), at(5)), part(at(4), at(6))];
const LOADING = [part(at(3), at(5)), part(null, null)];

const failure = (step: string): Run['error'] => ({
  ...{ step, code: 'STEP_FAILED', message: 'text', summary: null, gates: [] },
});
const statesOf = (run: Run, parts: readonly PartState[]) => stepsOf(run, parts).map(({ state }) => state);

test.each([
  ['planning', [], ['running', 'pending', 'pending']],
  ['loading', LOADING, ['done', 'running', 'pending']],
  ['publishing', LOADED, ['done', 'done', 'running']],
])('of a run that is %s one step is running', (_phase, parts, states) => {
  expect(statesOf(aRun(), parts)).toEqual(states);
});

test.each([
  ['plan', [], ['failed', 'skipped', 'skipped']],
  ['load', LOADING, ['done', 'failed', 'skipped']],
  ['publish', LOADED, ['done', 'done', 'failed']],
  ['dag', LOADING, ['done', 'failed', 'skipped']],
])('of a run that failed in %s the steps before it are done', (step, parts, states) => {
  const run = aRun({ state: 'failed', finishedAt: at(9), error: failure(step) });

  expect(statesOf(run, parts)).toEqual(states);
});

test('of a run that failed before its first step all are skipped', () => {
  const run = aRun({ state: 'failed', startedAt: at(9), finishedAt: at(9), error: failure('dag') });

  expect(statesOf(run, [])).toEqual(['skipped', 'skipped', 'skipped']);
});

test('each step of a run that succeeded has its times', () => {
  const run = aRun({
    ...{ state: 'succeeded', startedAt: at(1), plannedAt: at(2), publishingAt: at(7), finishedAt: at(8) },
  });

  expect(stepsOf(run, LOADED)).toEqual([
    { step: 'plan', state: 'done', startedAt: textAt(1), finishedAt: textAt(2) },
    { step: 'load', state: 'done', startedAt: textAt(3), finishedAt: textAt(6) },
    { step: 'publish', state: 'done', startedAt: textAt(7), finishedAt: textAt(8) },
  ]);
});

test('a step that failed ended with the run', () => {
  const run = aRun({ ...{ state: 'failed', startedAt: at(1), finishedAt: at(9), error: failure('plan') } });

  expect(stepsOf(run, [])[0]).toMatchObject({ startedAt: textAt(1), finishedAt: textAt(9) });
});

test('a step that is running has no end', () => {
  expect(stepsOf(aRun(), LOADING)[1]).toMatchObject({ startedAt: textAt(3), finishedAt: null });
});

test('of a run of before they were recorded, times are not known', () => {
  const run = aRun({ state: 'succeeded', startedAt: at(1), finishedAt: at(8) });

  expect(stepsOf(run, LOADED).map(({ startedAt, finishedAt }) => [startedAt, finishedAt])).toEqual([
    [textAt(1), null],
    [textAt(3), textAt(6)],
    [null, textAt(8)],
  ]);
});
