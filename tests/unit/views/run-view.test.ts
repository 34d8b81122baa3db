import { expect, test } from 'vitest';
import type { PartState } from '../../../lib/store/runs/run-history.ts';
import type { RunSurroundings } from '../../../lib/store/runs/run-surroundings.ts';
import type { Run } from '../../../lib/store/runs/runs.ts';
import { detailOf, summaryOf as summaryFor } from '../../../lib/views/run-view.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { aRun } from './a-run.ts';

const nothing: RunSurroundings = { parts: [], rejects: [], previous: undefined, usualMs: null, sources: [] };
const summaryOf = (run: Run) => summaryFor(run, sampleModel);
const told = (run: Run, given: Partial<RunSurroundings> = {}) =>
  detailOf(run, { ...nothing, ...given }, sampleModel, { ETL_DATA_DIR: '/data' });
const finishedAt = new Date('2026-01-01T00:00:03Z');

const aPart = (given: Partial<PartState> = {}): PartState => ({
  ...{ part: 0, input: 'users', isLoaded: false, isBegun: false },
  ...{ bytesTotal: 100, bytesDone: 0, read: 0, rejected: 0, warnings: 0 },
  ...{ startedAt: null, loadedAt: null },
  ...given,
});

test('counts and duration are null until they are known', () => {
  const { counts, durationMs, withRejects } = summaryOf(aRun());

  expect([counts.read, counts.inserted, durationMs, withRejects]).toEqual([null, null, null, null]);
});

test('a duration is from queued to finished', () => {
  expect(summaryOf(aRun({ state: 'succeeded', finishedAt })).durationMs).toBe(3000);
});

test.each([
  [24, '00:00:03Z', 8],
  [null, '00:00:03Z', null],
  [24, '00:00:00Z', null],
])('of %s rows read by %s so many are a second', (read, end, rate) => {
  const run = aRun({
    state: 'succeeded',
    finishedAt: new Date(`2026-01-01T${end}`),
    counts: { ...(read !== null && { read }) },
  });

  expect(told(run).rowsPerSecond).toBe(rate);
});

test('a failed run has the clause of its code where its step knew none', () => {
  const error = { step: 'load', code: 'INPUT_CHANGED', message: 'text', summary: null, gates: [] };

  const { error: view } = summaryOf(aRun({ state: 'failed', finishedAt, error }));

  expect(view?.summary).toBe('a file changed while it was read');
});

test.each([
  [0, false],
  [1, true],
])('a run that succeeded with %d rejects', (rejected, withRejects) => {
  const run = aRun({ state: 'succeeded', finishedAt, counts: { rejected } });

  expect(summaryOf(run).withRejects).toBe(withRejects);
});

test('a run that succeeded with rejects says so', () => {
  const run = aRun({ state: 'succeeded', finishedAt, counts: { rejected: 3 } });

  expect(told(run).message).toBe('Run etl-2: succeeded, 3 rows were rejected');
});

test('the error of a step that may be tried again is not yet the error of the run', () => {
  const error = {
    ...{ step: 'load', code: 'STEP_FAILED', message: 'connection lost' },
    ...{ summary: 'the database did not answer', gates: [] },
  };

  expect(summaryOf(aRun({ error })).error).toBeNull();
  expect(summaryOf(aRun({ state: 'failed', finishedAt, error })).error).toEqual(error);
});

test('a run says which folder it read, and which one the next run reads', () => {
  expect(told(aRun({ location: '/tmp/ten' }))).toMatchObject({ location: '/tmp/ten', nextLocation: '/data' });
});

test.each([
  ['plan', []],
  ['load', [aPart({ isLoaded: true }), aPart()]],
  ['publish', [aPart({ isLoaded: true })]],
])('the phase is %s', (phase, parts) => {
  expect(told(aRun(), { parts }).phase).toBe(phase);
});

test('a run that has ended is in no phase', () => {
  const run = aRun({ state: 'failed', finishedAt });

  expect(told(run, { parts: [aPart()] }).phase).toBeNull();
});

test('progress is the sum over the parts', () => {
  const parts = [
    aPart({ isLoaded: true, bytesDone: 100, read: 7, rejected: 2 }),
    aPart({ isBegun: true, bytesDone: 40, read: 3 }),
  ];

  const { bytesDone, bytesTotal, rowsRead, rejected } = told(aRun(), { parts }).progress;

  expect({ bytesDone, bytesTotal, rowsRead, rejected }).toEqual({
    bytesDone: 140,
    bytesTotal: 200,
    rowsRead: 10,
    rejected: 2,
  });
});

test('parts of a running run are pending, loading or loaded', () => {
  const parts = [aPart(), aPart({ isBegun: true }), aPart({ isBegun: true, isLoaded: true })];

  const { progress } = told(aRun(), { parts });

  expect(progress.parts.map(({ state }) => state)).toEqual(['pending', 'loading', 'loaded']);
});

test('parts and rejects tell their input by its name, and by its file', () => {
  const parts = [aPart({ input: 'experiments' })];
  const rejects = [
    {
      ...({ input: 'users', column: null, reason: 'nul_byte', severity: 'reject', count: 2 } as const),
      ...{ meaning: 'the row contains a NUL byte', hint: null, values: [], otherValues: 0 },
    },
  ];

  const detail = told(aRun(), { parts, rejects });

  expect(detail.progress.parts).toMatchObject([{ input: 'experiments', file: 'user_experiments' }]);
  expect(detail.rejects).toMatchObject([{ input: 'users', file: 'users', reason: 'nul_byte' }]);
});

test('kinds are told in the order of problems, with the ids that are unknown', () => {
  const kind = { meaning: null, hint: null, severity: 'reject', values: [], otherValues: 0 } as const;
  const because = { input: 'users', source: 'users.csv', line: 7, reason: 'bad_date' };
  const values = [{ value: '6', count: 94, because }];
  const rejects = [
    { ...kind, input: 'experiments', column: 'user_id', reason: 'unknown_user', count: 94, values },
    { ...kind, input: 'users', column: 'signup_date', reason: 'bad_date', count: 1 },
  ];

  const detail = told(aRun(), { rejects });

  expect(detail.rejects).toMatchObject([
    { reason: 'bad_date', values: [], otherValues: 0 },
    { reason: 'unknown_user', values, otherValues: 0 },
  ]);
});

test.each([
  [20, 21, true],
  [19, 19, false],
  [20, 22, false],
])('%i rejects of %i rows are of every row: %s', (count, read, everyRow) => {
  const kind = { input: 'users', column: null, reason: 'nul_byte', severity: 'reject', count } as const;
  const rejects = [{ ...kind, meaning: null, hint: null, values: [], otherValues: 0 }];

  const detail = told(aRun(), { parts: [aPart({ input: 'users', read })], rejects });

  expect(detail.rejects).toMatchObject([{ everyRow }]);
});

test('parts that a failed run left are stopped', () => {
  const run = aRun({ state: 'failed', finishedAt });

  const { progress } = told(run, { parts: [aPart({ isBegun: true })] });

  expect(progress.parts[0]?.state).toBe('stopped');
});

test('the difference is this run minus the one before', () => {
  const run = aRun({ state: 'succeeded', finishedAt, counts: { read: 24, rejected: 1, inserted: 10 } });
  const previous = aRun({
    runId: 'etl-1',
    state: 'succeeded',
    finishedAt: new Date('2026-01-01T00:00:05Z'),
    counts: { read: 20, rejected: 3, unchanged: 4 },
  });

  const { difference, previousRunId } = told(run, { previous });

  expect(previousRunId).toBe('etl-1');
  expect(difference).toMatchObject({ read: 4, rejected: -2, users: 6, durationMs: -2000 });
});

test('a run that did not succeed differs from nothing', () => {
  const run = aRun({ state: 'failed', finishedAt });

  expect(told(run, { previous: aRun({ state: 'succeeded' }) }).difference).toBeNull();
});
