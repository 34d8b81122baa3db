import { expect, test } from 'vitest';
import { isOwnRun } from '../../../../local/cli/own-run.ts';
import { runDetail } from './run-views.ts';

const QUEUED_AT = new Date('2024-01-31T09:59:59.123Z');

test('the run that was queued when the own one was is the own one', () => {
  expect(isOwnRun(runDetail({ queuedAt: '2024-01-31T09:59:59.123Z' }), QUEUED_AT)).toBe(true);
});

test.each(['2024-01-31T09:59:59.122Z', null])(
  'a record that was queued at %j is that of another run',
  (queuedAt) => {
    expect(isOwnRun(runDetail({ queuedAt }), QUEUED_AT)).toBe(false);
  },
);

test('what the API has from Airflow, since nothing is recorded yet, is of the own run', () => {
  const queued = runDetail({ state: 'queued', startedAt: null, queuedAt: '2024-01-31T09:59:59.124Z' });

  expect(isOwnRun(queued, QUEUED_AT)).toBe(true);
});
