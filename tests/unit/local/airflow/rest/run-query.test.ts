import { expect, test } from 'vitest';
import { RunStore } from '../../../../../local/airflow/dag/run-store.ts';
import { page, queryRuns } from '../../../../../local/airflow/rest/run-query.ts';

function runs(...runIds: string[]) {
  const store = new RunStore(undefined, () => undefined);
  for (const runId of runIds) {
    store.add({
      runId,
      state: 'success',
      conf: null,
      note: null,
      logicalDate: null,
      queuedAt: '2026-01-02T03:04:05.000Z',
      startedAt: null,
      endedAt: null,
      triggeredBy: 'airflow',
      taskInstances: [],
    });
  }
  return store.runs;
}

/** Documented by Airflow for its prefix patterns: what is not alphanumeric at the end of one is not compared. */
test('a prefix matches without the hyphen it ends in, as in Airflow', () => {
  const found = queryRuns(
    runs('etl-1', 'etlx', 'manual'),
    new URLSearchParams({ run_id_prefix_pattern: 'etl-' }),
  );

  expect(found.items.map((run) => run.runId)).toEqual(['etl-1', 'etlx']);
});

test('a bar separates prefixes', () => {
  const query = new URLSearchParams({ run_id_prefix_pattern: 'etl-|manual' });

  const found = queryRuns(runs('etl-1', 'other', 'manual__1'), query);

  expect(found.items.map((run) => run.runId)).toEqual(['etl-1', 'manual__1']);
});

test('a page has 50 items unless asked otherwise, and never more than 100', () => {
  const items = Array.from({ length: 130 }, (_, n) => n);

  const sizes = ['', 'limit=7', 'limit=5000'].map(
    (query) => page(items, new URLSearchParams(query)).items.length,
  );

  expect(sizes).toEqual([50, 7, 100]);
});
