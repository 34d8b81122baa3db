import { expect, test } from 'vitest';
import { differenceLine } from '../../../../../../local/cli/runs/telling/difference.ts';

const NAMES = { one: 'mouse', entity: 'mice' };
const same = { read: 0, rejected: 0, warnings: 0, users: 0, durationMs: 0 };
const line = (difference: Partial<typeof same>) =>
  differenceLine({ previousRunId: 'etl-41', difference: { ...same, ...difference } }, NAMES);

test('all that differs is told, in order', () => {
  expect(line({ users: 3, read: 1_200, rejected: -2, warnings: 4, durationMs: -400 })).toBe(
    '  since run etl-41: +3 mice, +1,200 rows read, -2 rejects, +4 warnings, 0.4 s faster',
  );
});

test('one of a thing is told in the singular', () => {
  expect(line({ users: -1, read: 1, rejected: 1, warnings: -1 })).toBe(
    '  since run etl-41: -1 mouse, +1 row read, +1 reject, -1 warning',
  );
});

test('a run that took longer was slower', () => {
  expect(line({ durationMs: 61_000 })).toBe('  since run etl-41: 1 min 01 s slower');
});

test.each([49, -49])('%d ms are no difference', (durationMs) => {
  expect(line({ durationMs })).toBe('  since run etl-41: the same counts');
});

test('without a run before it there is no difference', () => {
  expect(differenceLine({ previousRunId: null, difference: null }, NAMES)).toBeUndefined();
});
