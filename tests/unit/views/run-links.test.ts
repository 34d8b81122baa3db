import { expect, test } from 'vitest';
import { airflowUrlOf, logsOf } from '../../../lib/views/run-links.ts';

const logs = (runId: string) => logsOf(runId, { ETL_LOGS: './run.sh logs {runId}' });

test('the command has the id of the run', () => {
  expect(logs('manual__2026-01-01T00:00:00+00:00')).toBe('./run.sh logs manual__2026-01-01T00:00:00+00:00');
});

test.each([
  ['etl-1; rm -rf /', "'etl-1; rm -rf /'"],
  ["it's $(id)", "'it'\\''s $(id)'"],
  ['$& $1', "'$& $1'"],
])('of an id that a shell would take for more, %s, the command is safe to paste', (runId, quoted) => {
  expect(logs(runId)).toBe(`./run.sh logs ${quoted}`);
});

test('without a command it is said what to look for', () => {
  expect(logsOf('etl-1', {})).toBe('lines with "runId":"etl-1" in the log of the functions');
});

test.each(['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'])('the page of a run is below %s', (base) => {
  expect(airflowUrlOf('etl/1', { AIRFLOW_UI_URL: base })).toBe(
    'http://127.0.0.1:8080/dags/etl_pipeline/runs/etl%2F1',
  );
});

test('without an interface there is no page', () => {
  expect(airflowUrlOf('etl-1', {})).toBeNull();
});
