import { expect, test } from 'vitest';
import { rejectsCommand } from '../../../../../local/cli/rejects-command.ts';
import type { RejectSummary } from '../../../../../local/cli/runs/reject-summary.ts';
import type { RunRecord } from '../../../../../local/cli/runs/run-record.ts';
import { rejectLines, summary } from '../../../../../local/cli/runs/summary.ts';

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
  ...{ everyRow: false, meaning: 'user_id is negative: "-1"', hint: null },
  first: [{ source: 'users.csv', line: 4, lastLine: 4, seen: '-1', raw: '-1,A,a@b.c,2023-01-01' }],
};

const TOLD = { table: 'shops_derivation', notices: [] };

test('a run without rejects is told in three lines', () => {
  expect(summary(record, [], TOLD)).toEqual([
    'Run etl-7 succeeded in 1.23 s (as of 2024-01-31)',
    '  rows of the files: 23 read, 23 loaded, 0 rejected, 2 warnings',
    '  shops_derivation:  10 inserted, 0 updated, 3 deleted, 4 unchanged',
  ]);
});

test('a table of a longer name stands in line with the files', () => {
  const lines = summary(record, [], { ...TOLD, table: 'wholesale_customers_derivation' });

  const [, ofFiles = '', ofTable = ''] = lines;
  expect(ofFiles.indexOf('23 read')).toBe(ofTable.indexOf('10 inserted'));
});

test('a run with rejects is told apart in words', () => {
  const [first] = summary({ ...record, counts: { ...record.counts, rejected: 1 } }, [], TOLD);

  expect(first).toBe('Run etl-7 succeeded with rejects in 1.23 s (as of 2024-01-31)');
});

test('the difference to the run before it stands between its counts and its rejects', () => {
  expect(summary(record, [negative], TOLD, '  since run etl-6: +1 user').slice(3)).toEqual([
    '  since run etl-6: +1 user',
    ...rejectLines('etl-7', [negative]),
  ]);
});

test('what is to be known of the files stands before its rejects', () => {
  expect(summary(record, [negative], { ...TOLD, notices: ['a.csv: no column b'] }).slice(3)).toEqual([
    '  a.csv: no column b',
    ...rejectLines('etl-7', [negative]),
  ]);
});

test('of an input of several files, rows are told with theirs', () => {
  const first = [{ source: 'users.2.csv', line: 4, lastLine: 4, seen: null, raw: 'x' }];

  expect(rejectLines('etl-7', [{ ...negative, first }])[2]).toBe('    users.2.csv line 4: x');
});

test('the kinds of rejects follow', () => {
  expect(summary(record, [negative], TOLD).slice(3)).toEqual(rejectLines('etl-7', [negative]));
});

test('a kind is told with file, number, reason and column, what it means, and its first rows', () => {
  expect(rejectLines('etl-7', [negative])).toEqual([
    '  users: 1 reject negative (user_id)',
    '    user_id is negative: "-1"',
    '    line 4: -1,A,a@b.c,2023-01-01',
  ]);
});

test('a defect of a whole row names no column', () => {
  const [line] = rejectLines('etl-7', [{ ...negative, column: '', reason: 'wrong_column_count' }]);

  expect(line).toBe('  users: 1 reject wrong_column_count');
});

test('where there are more rows than are told, a command lists all of this kind, and of no other run', () => {
  const lines = rejectLines('etl-7', [{ ...negative, count: 5, severity: 'warning' }]);

  expect(lines[0]).toBe('  users: 5 warnings negative (user_id)');
  expect(lines.at(-1)).toBe(`    … ${rejectsCommand('etl-7', negative)}`);
});

test('all kinds are told', () => {
  const lines = rejectLines('etl-7', [negative, { ...negative, input: 'compounds', file: 'compounds' }]);

  expect(lines.filter((line) => /^ {2}\w+: /.test(line))).toEqual([
    '  users: 1 reject negative (user_id)',
    '  compounds: 1 reject negative (user_id)',
  ]);
});

test('a long row is cut', () => {
  const first = [{ source: 'users.csv', line: 4, lastLine: 4, seen: null, raw: 'x'.repeat(2_000) }];

  const [, , row] = rejectLines('etl-7', [{ ...negative, first }]);

  expect(row).toBe(`    line 4: ${'x'.repeat(119)}…`);
});

test('a row of several lines is told with all of them', () => {
  const first = [{ source: 'users.csv', line: 6, lastLine: 14, seen: null, raw: 'x' }];

  expect(rejectLines('etl-7', [{ ...negative, first }])).toContain('    lines 6 to 14: x');
});

test('a row of a run of before last lines were recorded is told by its first', () => {
  const first = [{ source: 'users.csv', line: 6, lastLine: null, seen: null, raw: 'x' }];

  expect(rejectLines('etl-7', [{ ...negative, first, meaning: null }])).toEqual([
    '  users: 1 reject negative (user_id)',
    '    line 6: x',
  ]);
});

test('what nobody sees in a row is told beside it', () => {
  const row = { source: 'users.csv', line: 6, lastLine: 6, raw: '5\u00a0,x' };

  const lines = rejectLines('etl-7', [{ ...negative, first: [{ ...row, seen: '5<U+00A0>' }] }]);

  expect(lines.at(-1)).toBe('    line 6, 5<U+00A0>: 5\u00a0,x');
});

test('a row that names several that are unknown is told once', () => {
  const row = { source: 'users.csv', line: 2, lastLine: 2, raw: '1,1,2;3,5' };
  const first = [
    { ...row, seen: '2' },
    { ...row, seen: '30' },
  ];

  const lines = rejectLines('etl-7', [{ ...negative, count: 2, first }]);

  expect(lines.slice(2, 3)).toEqual(['    line 2, 2, 30: 1,1,2;3,5']);
});

test('what every row has is told as such, with what to do about it', () => {
  const lines = rejectLines('etl-7', [
    { ...negative, everyRow: true, hint: 'export the numbers without a sign' },
  ]);

  expect(lines.slice(0, 3)).toEqual([
    '  users: 1 reject negative (user_id), of every row',
    '    user_id is negative: "-1"',
    '    export the numbers without a sign',
  ]);
});
