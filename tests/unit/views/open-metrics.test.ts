import { expect, test } from 'vitest';
import { openMetrics } from '../../../lib/views/open-metrics.ts';
import { aRun } from './a-run.ts';

const NO_RUNS = { lastRun: undefined, lastSuccess: undefined, runs: new Map() };

const succeeded = aRun({
  state: 'succeeded',
  finishedAt: new Date('2026-01-01T00:00:02.500Z'),
  counts: { read: 24, rejected: 1, inserted: 2, updated: 3, unchanged: 5 },
});

const MODEL = { table: 'shops_derivation' };

test('before the first run there is no sample of it, rather than a false 0', () => {
  const text = openMetrics(NO_RUNS, MODEL);

  expect(text).not.toMatch(/^etl_last_success/m);
  expect(text).toMatch(/^etl_runs\{state="succeeded"\} 0$/m);
});

test('a run that succeeded tells when, how long, and how many rows', () => {
  const text = openMetrics(
    { lastRun: succeeded, lastSuccess: succeeded, runs: new Map([['succeeded', 1]]) },
    MODEL,
  );

  expect(text).toMatch(/^etl_last_success_timestamp_seconds 1767225602.5$/m);
  expect(text).toMatch(/^etl_last_success_duration_seconds 2.5$/m);
  expect(text).toMatch(/^etl_last_success_rows\{kind="rejected"\} 1$/m);
  expect(text).toMatch(/^etl_users 10$/m);
});

test('a failed run is the newest, the one that succeeded before stays', () => {
  const failed = aRun({ state: 'failed', finishedAt: new Date() });

  const text = openMetrics({ lastRun: failed, lastSuccess: succeeded, runs: new Map() }, MODEL);

  expect(text).toMatch(/^etl_last_run_state\{state="failed"\} 1$/m);
  expect(text).toMatch(/^etl_last_run_state\{state="succeeded"\} 0$/m);
  expect(text).toMatch(/^etl_users 10$/m);
});

test('the text ends as OpenMetrics wants it', () => {
  expect(openMetrics(NO_RUNS, MODEL)).toMatch(/\n# EOF\n$/);
});
