import { expect, test } from 'vitest';
import { nextRunId } from '../../../../lib/pipeline/trigger/run-id.ts';
import { dagRun } from '../../support/in-memory-airflow.ts';

const PARSED_AT = new Date('2024-03-01T12:00:00Z');
const PARSED_MS = PARSED_AT.getTime();

test('an Airflow without a history begins after all ids that it gave before it lost it', () => {
  // A thousand runs in the first second of an Airflow, then another one that reads the DAG a second later.
  let newest = dagRun(nextRunId(undefined, PARSED_AT), { state: 'success', queuedAt: PARSED_AT });
  const before = new Set([newest.runId]);
  for (let run = 1; run < 1_000; run++) {
    newest = dagRun(nextRunId(newest, PARSED_AT), { state: 'success', queuedAt: PARSED_AT });
    before.add(newest.runId);
  }

  const first = nextRunId(undefined, new Date(PARSED_MS + 1_000));

  expect(before.size).toBe(1_000);
  expect(before).not.toContain(first);
});

test('a run that failed is followed by the moment when it was queued, past all ids used by then', () => {
  const refused = dagRun('etl-29927747', { state: 'failed', queuedAt: PARSED_AT });

  expect(nextRunId(refused, PARSED_AT)).toBe(`etl-${PARSED_MS}`);
});

test('a run that failed by a clock that was set back is followed by a number that is well past it', () => {
  const refused = dagRun(`etl-${PARSED_MS}`, { state: 'failed', queuedAt: new Date('2001-01-01T00:00:00Z') });

  expect(nextRunId(refused, PARSED_AT)).toBe(`etl-${PARSED_MS + 1_000}`);
});
