import { expect, test } from 'vitest';
import type { RunRecord } from '../../../../../../local/cli/runs/run-record.ts';
import type { RejectSummary } from '../../../../../../local/cli/runs/telling/reject-summary.ts';
import { rejectLines, summary } from '../../../../../../local/cli/runs/telling/summary.ts';
import { problemLines } from '../../../../../../terminal/problems/problems.ts';

const record: RunRecord = {
  runId: 'etl-7',
  state: 'succeeded',
  counts: {
    read: 23,
    loaded: 23,
    rejected: 0,
    warnings: 2,
    inserted: 10,
    updated: 0,
    deleted: 3,
    unchanged: 4,
  },
  asOf: '2024-01-31',
  startedAt: '2024-01-31T10:00:00.000Z',
  durationMs: 1234,
  error: null,
};

const negative: RejectSummary[number] = {
  input: 'users',
  file: 'users',
  column: 'user_id',
  reason: 'negative',
  severity: 'reject',
  count: 1,
  ...{ everyRow: false, meaning: 'user_id is negative: "-1"', hint: null, values: [], otherValues: 0 },
  first: [{ source: 'users.csv', line: 4, lastLine: 4, seen: '-1', raw: '-1,A,a@b.c,2023-01-01' }],
};

const RESULT = 'Published: shops_derivation has 14 shops (10 inserted, 3 deleted).';
const TOLD = { result: RESULT, table: 'shops_derivation', notices: [] };

test('a run without rejects is told by its result and in three lines', () => {
  expect(summary(record, [], TOLD)).toEqual([
    RESULT,
    'Run etl-7 succeeded in 1.23 s (as of 2024-01-31)',
    '  rows of the files: 23 read, 23 loaded, 0 rejected, 2 warnings',
    '  shops_derivation:  10 inserted, 0 updated, 3 deleted, 4 unchanged',
  ]);
});

test('a table of a longer name stands in line with the files', () => {
  const lines = summary(record, [], { ...TOLD, table: 'wholesale_customers_derivation' });

  const [, , ofFiles = '', ofTable = ''] = lines;
  expect(ofFiles.indexOf('23 read')).toBe(ofTable.indexOf('10 inserted'));
});

test('a run with rejects is told apart in words', () => {
  const [, first] = summary({ ...record, counts: { ...record.counts, rejected: 1 } }, [], TOLD);

  expect(first).toBe('Run etl-7 succeeded with rejects in 1.23 s (as of 2024-01-31)');
});

test('the difference to the run before it stands after its rejects', () => {
  const told = { ...TOLD, difference: '  since run etl-6: +1 user' };

  expect(summary(record, [negative], told).slice(4)).toEqual([
    ...rejectLines('etl-7', [negative]),
    '  since run etl-6: +1 user',
  ]);
});

test('what is to be known of the files stands before its rejects', () => {
  expect(summary(record, [negative], { ...TOLD, notices: ['a.csv: no column b'] }).slice(4)).toEqual([
    '  a.csv: no column b',
    ...rejectLines('etl-7', [negative]),
  ]);
});

test('the kinds of rejects follow', () => {
  expect(summary(record, [negative], TOLD).slice(4)).toEqual(rejectLines('etl-7', [negative]));
});

test('problems are told, and at the end the command that lists all of their rows', () => {
  expect(rejectLines('etl-7', [negative])).toEqual([
    ...problemLines([negative], undefined),
    '  All rows: ./run.sh rejects --run etl-7',
  ]);
});

test.each([
  ['manual__2026-01-01T00:00:00+00:00', 'manual__2026-01-01T00:00:00+00:00'],
  ["it's $HOME", "'it'\\''s $HOME'"],
])('of the run %s the command can be pasted into a shell', (runId, word) => {
  expect(rejectLines(runId, [negative]).at(-1)).toBe(`  All rows: ./run.sh rejects --run ${word}`);
});

test('a run without problems needs no command', () => {
  expect(rejectLines('etl-7', [])).toEqual([]);
});

test('large counts are told in groups, and one warning as one', () => {
  const counts = { ...record.counts, read: 1_041_000, warnings: 1 };

  expect(summary({ ...record, counts }, [], TOLD)[2]).toBe(
    '  rows of the files: 1,041,000 read, 23 loaded, 0 rejected, 1 warning',
  );
});

test('on a terminal the lines fit', () => {
  const notices = ['users.csv: no column email, so it is NULL in every row'];

  const lines = summary(record, [negative], { ...TOLD, notices, result: '', width: 50 }).slice(4);

  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(50);
});
