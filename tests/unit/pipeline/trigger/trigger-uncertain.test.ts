import { expect, test } from 'vitest';
import { AirflowUnavailableError } from '../../../../lib/clients/airflow.ts';
import { trigger } from '../../../../lib/pipeline/trigger/trigger.ts';
import { InMemoryAirflow } from '../../support/in-memory-airflow.ts';
import { NOW, triggerDependencies } from '../../support/trigger-dependencies.ts';

const now = () => NOW;

/** Carries out a POST, or not, and lets its answer come too late. */
function withLateAnswer(carriedOut: boolean) {
  const airflow = new InMemoryAirflow({ now });
  const startRun = airflow.startRun.bind(airflow);
  airflow.startRun = async (runId, conf) => {
    if (carriedOut) {
      await startRun(runId, conf);
    }
    throw new AirflowUnavailableError('no answer within 5000 ms', { timedOut: true });
  };
  return airflow;
}

test('a start without an answer has succeeded when Airflow has the run', async () => {
  const airflow = withLateAnswer(true);

  const runId = await trigger({}, triggerDependencies({ airflow }));

  expect(airflow.runs.map((run) => run.runId)).toEqual([runId]);
});

const uncertain = { code: 'TRIGGER_UNCERTAIN' };

test('a start without an answer is uncertain when Airflow does not have the run', async () => {
  const airflow = withLateAnswer(false);

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject(uncertain);
});

test('a start without an answer is uncertain when Airflow does not answer the question either', async () => {
  const airflow = withLateAnswer(true);
  airflow.findRun = () => Promise.reject(new AirflowUnavailableError('refused'));

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject(uncertain);
});

test('an uncertain start keeps the lock, so that nobody starts a second run meanwhile', async () => {
  const dependencies = triggerDependencies({ airflow: withLateAnswer(false) });

  await trigger({}, dependencies).catch(() => undefined);

  expect(dependencies.redis.remainingNow('trigger')).toBe(15_000);
});
