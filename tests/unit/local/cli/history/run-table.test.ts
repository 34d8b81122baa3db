import { expect, test } from 'vitest';
import { runTable } from '../../../../../local/cli/history/run-table.ts';
import { runDetail } from '../run-views.ts';

const NOW = new Date('2024-01-31T10:05:01Z');
const result = 'Published: users_derivation has 14 users (10 inserted, 3 deleted). 41 rows were rejected.';

test('a run is a line, with what came of it at the end', () => {
  expect(runTable([runDetail({ result })], NOW, undefined)).toEqual([
    'run    state      when       took   rows  rejected  result',
    `etl-7  succeeded  5 min ago  1.2 s  23    0         ${result}`,
  ]);
});

test('on a narrow terminal what came of it stands below, and is cut', () => {
  const lines = runTable([runDetail({ result })], NOW, 60);

  expect(lines).toEqual([
    'run    state      when       took   rows  rejected',
    'etl-7  succeeded  5 min ago  1.2 s  23    0',
    '  Published: users_derivation has 14 users (10 inserted, 3…',
  ]);
});

test('a run that has not ended has no result and no line for it', () => {
  const running = runDetail({ state: 'running', finishedAt: null, durationMs: null, result: null });

  expect(runTable([running], NOW, 60)).toHaveLength(2);
});

test('a run that was cancelled is told so', () => {
  const error = { step: 'dag', code: 'CANCELLED', message: 'cancelled' };

  expect(runTable([runDetail({ state: 'failed', error })], NOW, undefined)[1]).toContain('cancelled');
});

test('the usual ids and large counts fit 80 columns', () => {
  const counts = { read: 99_999_999, rejected: 1_234_567 };
  const run = runDetail({ runId: 'etl-1795728409993', counts, result, durationMs: 3_599_000 });

  expect(runTable([run], NOW, 80).filter((line) => line.length > 80)).toEqual([]);
  expect(runTable([run], NOW, 80)[1]).toContain('1,234,567');
});

test('a run that rejected rows is told apart, in 80 columns without how long it took', () => {
  const counts = { read: 99_999_999, rejected: 1_234_567 };
  const run = runDetail({ runId: 'etl-1795728409993', counts, result, durationMs: 3_599_000 });

  expect(runTable([run], NOW, 80)[1]).toBe(
    'etl-1795728409993  succeeded with rejects  5 min ago  99,999,999  1,234,567',
  );
});
