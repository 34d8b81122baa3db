import { expect, test } from 'vitest';
import { AirflowUnavailableError, type DagRunState } from '../../../../lib/clients/airflow.ts';
import { closeAbandonedRuns } from '../../../../lib/pipeline/runs/abandoned-runs.ts';
import { dagRun } from '../../support/in-memory-airflow.ts';
import { recordingLogger } from '../../support/recording-logger.ts';
import { scriptedDatabase } from '../../support/scripted-database.ts';

/** Two other runs that are recorded as running; Airflow answers what it is told to for each. */
async function close(answers: Record<string, DagRunState | Error>) {
  const changes: string[] = [];
  let listed = false;
  const database = scriptedDatabase((text) => {
    // Before anything is changed, it asks which runs there are.
    if (!listed) {
      listed = true;
      return Object.keys(answers).map((run_id) => ({ run_id }));
    }
    changes.push(text);
    return [];
  });
  const findRun = (runId: string) => {
    const answer = answers[runId];
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve(dagRun(runId, { state: answer ?? 'queued' }));
  };
  const { logger, lines } = recordingLogger();
  await closeAbandonedRuns('etl-9', { database, airflow: { findRun }, logger });
  return { changes, lines };
}

test.each(['queued', 'running'] as const)('a run that is %s in Airflow is left alone', async (state) => {
  const { changes, lines } = await close({ 'etl-7': state });

  expect(changes).toEqual([]);
  expect(lines).toEqual([]);
});

test('without word from Airflow a run is left alone, and the log says why', async () => {
  const { changes, lines } = await close({ 'etl-7': new AirflowUnavailableError('refused') });

  expect(changes).toEqual([]);
  expect(lines).toMatchObject([{ level: 'warn', abandonedRunId: 'etl-7', reason: 'refused' }]);
});

test('a run that nobody can tell about does not keep the others from being looked at', async () => {
  const refused = new AirflowUnavailableError('refused');

  const { lines } = await close({ 'etl-7': refused, 'etl-8': refused });

  expect(lines.map((line) => line['abandonedRunId'])).toEqual(['etl-7', 'etl-8']);
});
