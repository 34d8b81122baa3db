import { expect, test } from 'vitest';
import { rejectSummary } from '../../../../../local/cli/runs/reject-summary.ts';
import type { RejectedRow, RejectKind } from '../../../../../local/cli/runs/run-views.ts';

const kind = (differing: Partial<RejectKind> = {}): RejectKind => ({
  input: 'users',
  file: 'users',
  column: 'user_id',
  reason: 'negative',
  severity: 'reject',
  count: 1,
  everyRow: false,
  meaning: null,
  hint: null,
  ...differing,
});
const row = (line: number, column: string | null = 'user_id'): RejectedRow => ({
  source: 'users.csv',
  line,
  lastLine: line,
  column,
  seen: null,
  raw: `row ${line}`,
});
const noRows = () => Promise.resolve([]);

test('kinds are ordered by input, rejects before warnings, the most frequent first', async () => {
  const kinds = [
    kind({ severity: 'warning', reason: 'a', count: 9 }),
    kind({ reason: 'b', count: 1 }),
    kind({ reason: 'c', count: 5 }),
    kind({ input: 'compounds', reason: 'd' }),
  ];

  const summary = await rejectSummary(kinds, noRows);

  expect(summary.map(({ reason }) => reason)).toEqual(['d', 'c', 'b', 'a']);
});

test('a kind comes with its first rows', async () => {
  const [first] = await rejectSummary([kind()], (_kind, limit) =>
    Promise.resolve([row(2), row(3), row(4)].slice(0, limit)),
  );

  expect(first?.first.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test('of a kind that every row has one row is enough', async () => {
  const [first] = await rejectSummary([kind({ everyRow: true })], (_kind, limit) =>
    Promise.resolve([row(2), row(3), row(4)].slice(0, limit)),
  );

  expect(first?.first.map(({ line }) => line)).toEqual([2]);
});

test('rows are asked for kind by kind', async () => {
  const rows = [row(2, 'x'), row(5, 'y'), row(6, 'x')];
  const kinds = [kind({ column: 'x', count: 4 }), kind({ column: 'y', count: 1 })];

  const summary = await rejectSummary(kinds, ({ column }) =>
    Promise.resolve(rows.filter((candidate) => candidate.column === column)),
  );

  expect(summary.map(({ first }) => first.map(({ line }) => line))).toEqual([[2, 6], [5]]);
});

test('a defect of a whole row names no column', async () => {
  const summary = await rejectSummary([kind({ column: null })], () => Promise.resolve([row(2, null)]));

  expect(summary).toMatchObject([{ column: '', first: [{ line: 2 }] }]);
});
