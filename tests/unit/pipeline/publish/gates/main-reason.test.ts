import { expect, test } from 'vitest';
import { mainReason, type RejectedKind } from '../../../../../lib/pipeline/publish/gates/main-reason.ts';

const kind = (reason: string, count: number, more: Partial<RejectedKind> = {}): RejectedKind => ({
  ...{ reason, severity: 'reject', count, meaning: null },
  ...more,
});

test('the kind that most rejects are of is told with its number and meaning', () => {
  const kinds = [kind('negative', 2), kind('bad_date', 5, { meaning: 'signup_date is no date: "x"' })];

  expect(mainReason(kinds, 7)).toBe('; 5 of them bad_date: signup_date is no date: "x"');
});

test('one that all are of is told as such', () => {
  expect(mainReason([kind('negative', 2)], 2)).toBe('; all of them negative');
});

test('warnings are no reason', () => {
  expect(mainReason([kind('bad_id_list', 9, { severity: 'warning' }), kind('negative', 1)], 1)).toBe(
    '; all of them negative',
  );
});

test('where no kind is known nothing is told', () => {
  expect(mainReason([], 2)).toBe('');
});
