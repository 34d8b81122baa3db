import { expect, test } from 'vitest';
import { recordOf, unrecorded } from '../../../../../../local/cli/runs/run-record.ts';
import { failureLines } from '../../../../../../local/cli/runs/telling/failure.ts';
import { runDetail } from '../../run-views.ts';

const error = { step: 'publish', code: 'GATE_SHUT', message: '8 of 10 users are gone.\nAccept it.' };

test('a run that failed is told by its result, what to do, and then its whole reason', () => {
  const run = runDetail({
    ...{ state: 'failed', error, result: 'Not published: 8 of 10 users would vanish.' },
    advice: [{ action: 'accept_deletes', text: 'Run again and allow deletions.' }],
  });

  expect(failureLines(recordOf(run), run)).toEqual([
    'Not published: 8 of 10 users would vanish.',
    '  Run again and allow deletions.',
    '    ./run.sh etl --accept-deletes',
    '',
    'Run etl-7 failed: 8 of 10 users are gone.',
    'Accept it.',
  ]);
});

test('advice that no command carries out is a sentence', () => {
  const run = runDetail({ state: 'failed', error, advice: [{ action: 'wait', text: 'Wait a moment.' }] });

  expect(failureLines(recordOf(run), run).slice(1, 3)).toEqual(['  Wait a moment.', '']);
});

test('a run that was cancelled is told so, without a failure', () => {
  const cancelled = { step: 'dag', code: 'CANCELLED', message: 'cancelled' };
  const run = runDetail({ state: 'failed', error: cancelled, result: 'Cancelled. The table is unchanged.' });

  expect(failureLines(recordOf(run), run)).toEqual([
    'Cancelled. The table is unchanged.',
    'Run etl-7 was cancelled.',
  ]);
});

test('a run of which the API knows nothing is told by its reason', () => {
  expect(failureLines(unrecorded('etl-7'), undefined)).toEqual([
    'Run etl-7 failed: the run was not recorded, see api.log',
  ]);
});

test('the folder that it read stands beside its result', () => {
  const run = runDetail({ state: 'failed', error, result: 'Not published.' });

  expect(failureLines(recordOf(run), run, { path: '/tmp/ten', isUsual: false }).slice(0, 2)).toEqual([
    'Not published.',
    '  It read the files in /tmp/ten',
  ]);
});
