import { expect, test } from 'vitest';
import { runFigures } from '../../../../../../local/cli/runs/following/run-figures.ts';
import { runDetail } from '../../run-views.ts';

test('a run that is running is shown with its step', () => {
  const progress = { bytesDone: 10, bytesTotal: 20, rowsRead: 3, rejected: 1 };

  expect(runFigures(runDetail({ state: 'running', phase: 'load', progress }))).toEqual({
    bytesDone: 10,
    bytesTotal: 20,
    rows: 3,
    rejected: 1,
    phase: 'load',
    usualMs: 1000,
  });
});

test('one that is queued is shown as queued', () => {
  expect(runFigures(runDetail({ state: 'queued', phase: null })).phase).toBe('queued');
});

test('of one that the API does not tell nothing is shown but the wait', () => {
  expect(runFigures(undefined)).toMatchObject({ bytesTotal: 0, phase: 'waiting', usualMs: null });
});
