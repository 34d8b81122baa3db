import { expect, test } from 'vitest';
import type { DagRun, DagRunState } from '../../../../../local/airflow/dag/dag-run.ts';
import { RunStore } from '../../../../../local/airflow/dag/run-store.ts';

function aRun(runId: string, state: DagRunState): Omit<DagRun, 'id'> {
  return {
    runId,
    state,
    conf: {},
    note: null,
    logicalDate: null,
    queuedAt: '2026-01-02T03:04:05.000Z',
    startedAt: null,
    endedAt: null,
    triggeredBy: 'airflow',
    taskInstances: [],
  };
}

const memory = () => new RunStore(undefined, () => undefined);

test('the newest 100 runs are kept', () => {
  const store = memory();

  for (let n = 1; n <= 103; n += 1) {
    store.add(aRun(`etl-${n}`, 'success'));
  }

  expect(store.runs).toHaveLength(100);
  expect(store.runs[0]?.runId).toBe('etl-4');
});

test('a run that has not ended is never dropped, however old', () => {
  const store = memory();
  store.add(aRun('etl-1', 'running'));

  for (let n = 2; n <= 103; n += 1) {
    store.add(aRun(`etl-${n}`, 'success'));
  }

  expect(store.find('etl-1')).toBeDefined();
  expect(store.find('etl-2')).toBeUndefined();
});

test('the id of a deleted run is not used again', () => {
  const store = memory();
  const first = store.add(aRun('etl-1', 'success'));
  store.delete(first);

  const second = store.add(aRun('etl-2', 'success'));

  expect(second.id).toBeGreaterThan(first.id);
});
