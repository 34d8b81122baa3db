import { expect, test } from 'vitest';
import { runText } from '../../../../../local/cli/history/run-text.ts';
import { runDetail } from '../run-views.ts';

const NOW = new Date('2024-01-31T10:05:01Z');

test('what came of a run comes first, then what to do, then how it went', () => {
  const error = { step: 'publish', code: 'GATE_SHUT', message: '8 of 10 users are gone.\nAccept it.' };
  const advice = [{ action: 'accept_deletes', text: 'Run again and allow deletions.' }];
  const result = 'Not published: 8 of 10 users would vanish. The table is unchanged.';

  expect(runText(runDetail({ state: 'failed', error, advice, result }), NOW)).toEqual([
    result,
    '  Run again and allow deletions.',
    '    ./run.sh etl --accept-deletes',
    '',
    'Run etl-7 failed 5 min ago in 1.2 s (as of 2024-01-31)',
    '  rows of the files: 23 read, 23 loaded, 0 rejected, 2 warnings',
    '  table:             10 inserted, 0 updated, 3 deleted, 4 unchanged',
    '',
    'Why:',
    '  8 of 10 users are gone.',
    '  Accept it.',
  ]);
});

test('a run that goes on is told so', () => {
  const [first] = runText(runDetail({ state: 'running', result: null, finishedAt: null }), NOW);

  expect(first).toBe('The run is running.');
});

test('a run that rejected rows has that in its state', () => {
  const run = runDetail({ result: 'Published.', counts: { read: 3, rejected: 1 } });

  expect(runText(run, NOW)).toContain(
    'Run etl-7 succeeded with rejects 5 min ago in 1.2 s (as of 2024-01-31)',
  );
});

test('of a run that failed the folder is named, and the commands name it', () => {
  const error = { step: 'publish', code: 'GATE_SHUT', message: '8 of 10 users are gone.' };
  const advice = [{ action: 'run_again', text: 'Run again.' }];
  const run = runDetail({ state: 'failed', error, advice, result: 'Not published.' });

  expect(runText(run, NOW, { path: '/tmp/ten', isUsual: false }).slice(0, 4)).toEqual([
    'Not published.',
    '  It read the files in /tmp/ten',
    '  Run again.',
    '    ./run.sh etl --data /tmp/ten',
  ]);
});
