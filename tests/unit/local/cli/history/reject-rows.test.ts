import { expect, test } from 'vitest';
import { kindLines, listedRows, othersLines } from '../../../../../local/cli/history/reject-rows.ts';
import type { ListedReject, RejectKind } from '../../../../../local/cli/runs/run-views.ts';

const badDate: RejectKind = {
  ...{ input: 'users', file: 'users', column: 'signup_date', reason: 'bad_date', severity: 'reject' },
  ...{ count: 1850, everyRow: false, meaning: null, hint: null, values: [], otherValues: 0 },
};
const unknown: RejectKind = {
  ...badDate,
  ...{
    input: 'events',
    file: 'events',
    column: 'ids',
    reason: 'unknown_item',
    severity: 'warning',
    count: 2,
  },
};

const row = (kind: RejectKind, line: number, seen: string, raw: string): ListedReject => ({
  ...{ source: `${kind.file}.csv`, line, lastLine: line, seen, raw, file: kind.file },
  ...{ input: kind.input, column: kind.column, reason: kind.reason, severity: kind.severity },
});

test('a kind is a line', () => {
  expect(kindLines([badDate, unknown])).toEqual([
    '  1,850 rejected · bad_date · users, signup_date',
    '  2 warnings · unknown_item · events, ids',
  ]);
});

test('rows of one kind stand alone, and can be pasted', () => {
  expect(listedRows([row(badDate, 13, 'never', '11,Kim,never')], [badDate])).toEqual([
    'users.csv:13: 11,Kim,never',
  ]);
});

test('rows of several kinds stand below what they are of', () => {
  const rows = [row(badDate, 13, 'never', '11,Kim,never'), row(unknown, 4, '98', '3,1;98')];

  expect(listedRows(rows, [badDate, unknown])).toEqual([
    ...['', 'bad_date · users, signup_date:', '  users.csv:13: 11,Kim,never'],
    ...['', 'unknown_item · events, ids:', '  events.csv:4: "98" in 3,1;98'],
  ]);
});

test('a row with several findings of one kind is told once, with all that was seen', () => {
  const rows = [row(unknown, 4, '98', '3,98;99'), row(unknown, 4, '99', '3,98;99')];

  expect(listedRows(rows, [unknown])).toEqual(['events.csv:4: "98", "99" in 3,98;99']);
});

test('a row is told whole, however long it is', () => {
  const raw = `1,${'x'.repeat(500)},never`;

  expect(listedRows([row(badDate, 1, 'never', raw)], [badDate])).toEqual([`users.csv:1: ${raw}`]);
});

test('where there are more, the commands that show them follow', () => {
  const commandOf = (...more: string[]) => ['rejects', ...more].join(' ');

  expect(othersLines(50, [badDate, unknown], commandOf)).toEqual([
    '',
    'These are the first 50 of 1,852. To see others:',
    '  rejects --limit 500',
    '  rejects --reason NAME',
    '  rejects --csv > rejects.csv',
  ]);
  expect(othersLines(1852, [badDate, unknown], commandOf)).toEqual([]);
});
