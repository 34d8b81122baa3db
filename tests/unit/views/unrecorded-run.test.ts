import { expect, test } from 'vitest';
import { unrecordedRun } from '../../../lib/views/unrecorded-run.ts';
import { sampleModel } from '../../support/sample-inputs.ts';

const queuedAt = new Date('2026-01-01T00:00:00Z');
const endedAt = new Date('2026-01-01T00:00:03Z');
const settings = { ETL_DATA_DIR: '/data' };
const links = { ...settings, ETL_LOGS: './run.sh logs {runId}', AIRFLOW_UI_URL: 'http://airflow' };

test('a run that Airflow has queued has no start, no result, and three steps to come', () => {
  const run = { runId: 'etl-3', state: 'queued', queuedAt, endedAt: null, requestId: 'of-mine' } as const;

  const told = unrecordedRun(run, sampleModel, links);

  expect(told).toMatchObject({
    ...{ runId: 'etl-3', state: 'queued', queuedAt: '2026-01-01T00:00:00.000Z', startedAt: null },
    ...{
      error: null,
      result: null,
      location: null,
      nextLocation: '/data',
      sources: [],
      requestId: 'of-mine',
    },
    ...{ logs: './run.sh logs etl-3', airflowUrl: 'http://airflow/dags/etl_pipeline/runs/etl-3' },
  });
  expect(told.steps.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
});

test('a run that failed before its first step says so', () => {
  const run = { runId: 'etl-3', state: 'failed', queuedAt: null, endedAt, requestId: null } as const;

  const told = unrecordedRun(run, sampleModel, settings);

  expect(told).toMatchObject({
    ...{ state: 'failed', error: { code: 'NOT_RECORDED', gates: [] } },
    result: 'Not published: the DAG run failed before its first step. The table is unchanged.',
  });
  expect(told.steps.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped']);
});
