import { expect, test } from 'vitest';
import type { RejectedRow, RejectKind } from '../../../../../../local/cli/runs/run-views.ts';
import { rejectSummary, rejectsJson } from '../../../../../../local/cli/runs/telling/reject-summary.ts';

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
  values: [],
  otherValues: 0,
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

test('kinds stay in the order in which the API tells them', async () => {
  const kinds = [
    kind({ reason: 'b' }),
    kind({ reason: 'a', count: 9 }),
    kind({ input: 'compounds', reason: 'd' }),
  ];

  const summary = await rejectSummary(kinds, noRows);

  expect(summary.map(({ reason }) => reason)).toEqual(['b', 'a', 'd']);
});

test('a kind comes with its first rows', async () => {
  const [first] = await rejectSummary([kind()], (_kind, limit) =>
    Promise.resolve([row(2), row(3), row(4)].slice(0, limit)),
  );

  expect(first?.first.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test('rows are asked for kind by kind', async () => {
  const rows = [row(2, 'x'), row(5, 'y'), row(6, 'x')];
  const kinds = [kind({ column: 'x', count: 4 }), kind({ column: 'y', count: 1 })];

  const summary = await rejectSummary(kinds, ({ column }) =>
    Promise.resolve(rows.filter((candidate) => candidate.column === column)),
  );

  expect(summary.map(({ first }) => first.map(({ line }) => line))).toEqual([[2, 6], [5]]);
});

test('scripts are told each kind with three rows, and of a row what is not of its kind', async () => {
  const because = { input: 'users', source: 'users.csv', line: 7, reason: 'bad_date' };
  const values = [{ value: '6', count: 5, because }];
  const summary = await rejectSummary([kind({ count: 5, values })], () =>
    Promise.resolve([row(2), row(3), row(4), row(5)]),
  );

  expect(rejectsJson(summary)).toEqual([
    {
      ...kind({ count: 5, values }),
      first: [2, 3, 4].map((line) => ({
        ...{ source: 'users.csv', line, lastLine: line, seen: null, raw: `row ${line}` },
      })),
    },
  ]);
});
