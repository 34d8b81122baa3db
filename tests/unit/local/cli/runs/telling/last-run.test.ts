import { expect, test } from 'vitest';
import { lastRunText } from '../../../../../../local/cli/runs/telling/last-run.ts';
import { runDetail } from '../../run-views.ts';

const NOW = new Date('2024-01-31T10:05:01Z');

test('a run that succeeded is told with when, and what it read', () => {
  expect(lastRunText(runDetail(), NOW)).toBe(
    'Last run: etl-7 succeeded 5 min 00 s ago: 23 rows read, 0 rejected',
  );
});

test('one with rejects is told apart in words', () => {
  const { counts } = runDetail();

  expect(lastRunText(runDetail({ counts: { ...counts, rejected: 1_000 } }), NOW)).toBe(
    'Last run: etl-7 succeeded with rejects 5 min 00 s ago: 23 rows read, 1,000 rejected',
  );
});

test('one that failed is told with its result', () => {
  const error = { step: 'plan', code: 'INPUT_UNUSABLE', message: 'users.csv is missing' };

  const result = 'Not published: users.csv was not found.';

  expect(lastRunText(runDetail({ state: 'failed', error, result }), NOW)).toBe(
    'Last run: etl-7 failed 5 min 00 s ago: Not published: users.csv was not found. Details: ./run.sh run',
  );
});

test('one that failed without a record says that', () => {
  expect(lastRunText(runDetail({ state: 'failed', finishedAt: null }), NOW)).toBe(
    'Last run: etl-7 failed: Not published: no reason was recorded. Details: ./run.sh run',
  );
});

test.each(['queued', 'running'] as const)('one that is %s has not ended', (state) => {
  expect(lastRunText(runDetail({ state, finishedAt: null }), NOW)).toBe(`Run etl-7 is ${state}.`);
});

test('before the first run there is none', () => {
  expect(lastRunText(null, NOW)).toBe('There has been no run yet.');
});

test('an API that does not answer is told', () => {
  expect(lastRunText(undefined, NOW)).toContain('the API does not answer');
});
