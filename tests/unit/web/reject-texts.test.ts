import { describe, expect, test } from 'vitest';
import type { RejectKind } from '../../../lib/schemas/reject.ts';
import { ALL_REJECTS, ofKind } from '../../../web/dashboard/pages/run/rejects/reject-filter.ts';
import {
  becauseText,
  countText,
  seenText,
  showingText,
  totalText,
} from '../../../web/dashboard/pages/run/rejects/reject-texts.ts';

const kind: RejectKind = {
  ...{ input: 'users', file: 'users', column: 'signup_date', reason: 'bad_date', severity: 'reject' },
  ...{ count: 26, everyRow: false, meaning: 'The date does not exist.', hint: null },
  ...{ values: [], otherValues: 0 },
};
const warning: RejectKind = { ...kind, column: 'email', reason: 'odd', severity: 'warning', count: 10_001 };
const kinds = [kind, warning];

describe('counts', () => {
  test.each([
    [1, 'reject', '1 rejected'],
    [1_041, 'reject', '1,041 rejected'],
    [1, 'warning', '1 warning'],
    [1_041, 'warning', '1,041 warnings'],
  ] as const)('%d of a %s are %s', (count, severity, text) => {
    expect(countText(count, severity)).toBe(text);
  });

  test('are summed up by severity, rejects first', () => {
    expect(totalText(kinds)).toBe('26 rejected, 10,001 warnings');
  });

  test('leave out what there is none of', () => {
    expect(totalText(kinds.slice(0, 1))).toBe('26 rejected');
  });
});

describe('what is shown', () => {
  test('is all, and not every row is listed', () => {
    expect(showingText(kinds, ALL_REJECTS)).toBe('10,027 rows (not all are listed)');
  });

  test('is one kind out of all', () => {
    expect(showingText(kinds, ofKind(kind))).toBe('Showing 26 of 10,027 rows: The date does not exist.');
  });

  test('is one kind by its reason where its meaning is not known', () => {
    const unexplained = kinds.map((one) => ({ ...one, meaning: null }));

    expect(showingText(unexplained, ofKind(kind))).toBe('Showing 26 of 10,027 rows: bad_date in users');
  });

  test('is one row', () => {
    expect(showingText(kinds, { ...ofKind(kind), at: 'users.csv:1802' })).toBe('Showing row users.csv:1802');
  });
});

test('the cause of others is told with a line number that can be pasted', () => {
  const because = { input: 'users', source: 'users.csv', line: 1802, reason: 'bad_date' };

  expect(becauseText(because)).toBe('its row was rejected (users.csv, line 1802, bad_date)');
});

test.each([
  ['wrong_column_count', '2', '2 columns'],
  ['wrong_column_count', '1', '1 column'],
  ['bad_date', '', 'nothing'],
  ['bad_date', '21/05/2024', '21/05/2024'],
])('of %s what was seen is said', (reason, seen, text) => {
  expect(seenText(reason, seen)).toBe(text);
});
