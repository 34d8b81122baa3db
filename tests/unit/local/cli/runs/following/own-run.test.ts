import { expect, test } from 'vitest';
import { isOwnRun, ownRun } from '../../../../../../local/cli/runs/following/own-run.ts';
import { runDetail } from '../../run-views.ts';

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

const own = runDetail({ queuedAt: QUEUED_AT.toISOString() });
const otherRun = runDetail({ queuedAt: '2024-01-30T00:00:00.000Z' });
const queuedAt = () => Promise.resolve(QUEUED_AT);

test('the end of another run is not told as that of the own one, and which it was is known', async () => {
  const { readRun, other } = ownRun(() => Promise.resolve(otherRun), queuedAt);

  expect(await readRun()).toBeUndefined();
  expect(other()).toEqual(otherRun);
});

test('the end of the own run is told', async () => {
  const { readRun, other } = ownRun(() => Promise.resolve(own), queuedAt);

  expect(await readRun()).toEqual(own);
  expect(other()).toBeUndefined();
});

test('how far a run is does not wait for Airflow', async () => {
  const running = runDetail({ state: 'running' });
  const { readRun } = ownRun(
    () => Promise.resolve(running),
    () => new Promise(() => undefined),
  );

  expect(await readRun()).toEqual(running);
});

test('an end that nobody can tell whose it is, since Airflow does not answer, is an error', async () => {
  const { readRun } = ownRun(
    () => Promise.resolve(own),
    () => Promise.reject(new Error('refused')),
  );

  await expect(readRun()).rejects.toThrow('refused');
});
