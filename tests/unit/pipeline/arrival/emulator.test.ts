import { expect, test } from 'vitest';
import { arrived } from '../../../../lib/pipeline/arrival/arrived.ts';
import { emulate, fakeLambda } from '../../local/airflow/emulator.ts';
import { workingSteps } from '../../local/airflow/fake-lambda.ts';
import { arrivedDependencies, objectEvent } from '../../support/arrivals.ts';

/** The emulator of Airflow, whose runs wait in their first step until they are let go. */
async function waitingAirflow() {
  const release = Promise.withResolvers<void>();
  const planned = Promise.withResolvers<void>();
  const steps = workingSteps(1);
  const lambda = await fakeLambda({
    ...steps,
    plan: async (event, attempt) => {
      planned.resolve();
      await release.promise;
      return steps['plan']?.(event, attempt);
    },
  });
  const { airflow, client } = await emulate(lambda);
  const deliver = (sequencer: string, time = new Date()) =>
    arrived(
      objectEvent({ sequencer, time }),
      arrivedDependencies({ airflow: client, now: () => new Date() }),
    );
  return { airflow, client, lambda, deliver, planned: planned.promise, release: release.resolve };
}

test('an event that comes twice, and once more when its run has ended, starts one run', async () => {
  const { airflow, client, deliver, planned, release } = await waitingAirflow();

  const first = await deliver('0A');
  await planned;
  const second = await deliver('0A');
  release();
  await airflow.idle();
  const late = await deliver('0A');

  expect([first.outcome, second.outcome, late.outcome]).toEqual(['started', 'covered', 'covered']);
  expect(await client.newestRuns(9)).toHaveLength(1);
});

test('events that come during a run start one run after it, which gets the first of them as its conf', async () => {
  const { airflow, deliver, lambda, planned, release } = await waitingAirflow();
  await deliver('0A');
  await planned;

  const during = [await deliver('0B'), await deliver('0C'), await deliver('0B')];
  release();
  await airflow.idle();

  expect(during.map(({ outcome }) => outcome)).toEqual(['started', 'covered', 'covered']);
  expect(lambda.eventsOf('plan')).toMatchObject([
    { conf: { arrival: { sequencer: '0A' } } },
    { conf: { arrival: { sequencer: '0B' } } },
  ]);
});

test('of events at the same time one starts a run', async () => {
  const { airflow, client, deliver, release } = await waitingAirflow();
  // Otherwise the run might start before some of the events are looked at.
  airflow.setDag('paused');
  release();

  const results = await Promise.all(['0C', '0A', '0B', '0C'].map((sequencer) => deliver(sequencer)));

  expect(results.filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
  expect(await client.newestRuns(9)).toHaveLength(1);
});

test('an event that comes hours late, after a run that read its files, starts none', async () => {
  const { airflow, client, deliver, release } = await waitingAirflow();
  release();
  await client.startRun('etl-1', {});
  await airflow.idle();

  const late = await deliver('0A', new Date(Date.now() - 7_200_000));

  expect(late).toEqual({ outcome: 'covered', runId: 'etl-1', reason: 'started_later' });
});

test('an event while the DAG is paused starts one run, which waits until it is not', async () => {
  const { airflow, client, deliver, release } = await waitingAirflow();
  release();
  airflow.setDag('paused');

  await deliver('0A');
  await deliver('0B');
  const whilePaused = await client.newestRuns(9);
  airflow.setDag('ready');
  await airflow.idle();

  expect(whilePaused).toMatchObject([{ state: 'queued' }]);
  expect(await client.newestRuns(9)).toMatchObject([{ state: 'success' }]);
});
