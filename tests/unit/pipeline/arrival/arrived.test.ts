import { expect, test, vi } from 'vitest';
import { AirflowUnavailableError, RunExistsError } from '../../../../lib/clients/airflow.ts';
import { arrived } from '../../../../lib/pipeline/arrival/arrived.ts';
import { arrivalOf, arrivedDependencies, objectEvent, runOf, secondsAfter } from '../../support/arrivals.ts';
import { InMemoryAirflow } from '../../support/in-memory-airflow.ts';

const now = () => secondsAfter(5);

const event = objectEvent();

test('an arrival starts a run, whose conf says for what', async () => {
  const dependencies = arrivedDependencies({
    airflow: new InMemoryAirflow({ now, runs: [runOf('success')] }),
  });

  expect(await arrived(event, dependencies)).toEqual({ outcome: 'started', runId: 'etl-8' });
  expect(dependencies.airflow.runs[1]?.conf).toEqual({ requestId: event.id, arrival: arrivalOf() });
});

test('the first run of an Airflow is numbered as that of a trigger is', async () => {
  const airflow = new InMemoryAirflow({ now });
  airflow.parsedAt = secondsAfter(-60);

  expect(await arrived(event, arrivedDependencies({ airflow }))).toMatchObject({
    runId: `etl-${secondsAfter(-60).getTime()}`,
  });
});

test('an arrival during a run starts one more, which waits for it', async () => {
  const airflow = new InMemoryAirflow({ now, runs: [runOf('running')] });

  await arrived(event, arrivedDependencies({ airflow }));

  expect(airflow.runs.map(({ runId, state }) => [runId, state])).toEqual([
    ['etl-7', 'running'],
    ['etl-8', 'queued'],
  ]);
});

test('a run just started holds nothing up: there is no cooldown', async () => {
  const airflow = new InMemoryAirflow({ now, runs: [runOf('success', { at: secondsAfter(-1) })] });

  expect(await arrived(event, arrivedDependencies({ airflow }))).toMatchObject({ outcome: 'started' });
});

test('an event that comes twice starts one run', async () => {
  const dependencies = arrivedDependencies();
  await arrived(event, dependencies);
  const [first] = dependencies.airflow.runs;
  dependencies.airflow.runs[0] = { ...runOf('failed', { at: secondsAfter(5) }), conf: first?.conf ?? {} };

  const second = await arrived(event, dependencies);

  expect(second).toEqual({ outcome: 'covered', runId: 'etl-7', reason: 'same_or_later_arrival' });
  expect(dependencies.airflow.runs).toHaveLength(1);
});

test('after many runs of other names, the number follows the newest of ours', async () => {
  const others = Array.from({ length: 60 }, (_, index) => runOf('success', { runId: `manual__${index}` }));
  const airflow = new InMemoryAirflow({ now, runs: [runOf('success'), ...others] });

  expect(await arrived(event, arrivedDependencies({ airflow }))).toMatchObject({ runId: 'etl-8' });
});

test.each([
  ['another object', { key: 'daily/users.csv' }, 's3://files/daily/users.csv'],
  ['the same name elsewhere', { key: '_SUCCESS' }, 's3://files/_SUCCESS'],
  ['another bucket', { bucket: 'other' }, 's3://other/daily/_SUCCESS'],
])('%s is ignored', async (_what, given, object) => {
  const dependencies = arrivedDependencies();

  expect(await arrived(objectEvent(given), dependencies)).toEqual({
    outcome: 'ignored',
    object,
    expected: 's3://files/daily/_SUCCESS',
  });
  expect(dependencies.airflow.runs).toEqual([]);
});

test('where files are read from a folder, every object is ignored', async () => {
  const dependencies = arrivedDependencies({ dataDir: 'data' });

  expect(await arrived(event, dependencies)).toMatchObject({ outcome: 'ignored', expected: null });
});

test('a file of the model may be what says that it is whole', async () => {
  const dependencies = arrivedDependencies({ object: 'users.csv' });

  const result = await arrived(objectEvent({ key: 'daily/users.csv' }), dependencies);

  expect(result).toMatchObject({ outcome: 'started' });
});

test('a paused DAG keeps the run until somebody unpauses it, and a log line says so', async () => {
  const airflow = new InMemoryAirflow({ now });
  airflow.dagState = { paused: true, hasImportErrors: false };
  const dependencies = arrivedDependencies({ airflow });

  await arrived(event, dependencies);

  expect(airflow.runs).toMatchObject([{ state: 'queued' }]);
  expect(dependencies.lines).toMatchObject([{ level: 'warn', message: expect.stringContaining('paused') }]);
});

test.each([
  ['is not loaded yet', undefined, [], 'DAG_LOADING'],
  [
    'can not be imported',
    { paused: false, hasImportErrors: true },
    ['/dags/etl_pipeline.py'],
    'DAG_IMPORT_ERROR',
  ],
])('when the DAG %s, it is an error', async (_what, dagState, brokenFiles, code) => {
  const airflow = new InMemoryAirflow({ now });
  airflow.dagState = dagState;
  airflow.brokenFiles = brokenFiles;

  await expect(arrived(event, arrivedDependencies({ airflow }))).rejects.toMatchObject({ code });
});

test('a run that waits while the DAG is broken covers an arrival', async () => {
  const airflow = new InMemoryAirflow({ now, runs: [runOf('queued')] });
  airflow.dagState = { paused: false, hasImportErrors: true };

  expect(await arrived(event, arrivedDependencies({ airflow }))).toMatchObject({ outcome: 'covered' });
});

test.each(['dag', 'newestRuns', 'startRun'] as const)(
  'an Airflow that is not available for %s is an error',
  async (method) => {
    const dependencies = arrivedDependencies();
    vi.spyOn(dependencies.airflow, method).mockRejectedValue(new AirflowUnavailableError('refused'));

    await expect(arrived(event, dependencies)).rejects.toMatchObject({ code: 'AIRFLOW_UNAVAILABLE' });
  },
);

test('a start without an answer has succeeded when Airflow has the run', async () => {
  const dependencies = arrivedDependencies();
  withoutAnswer(dependencies.airflow, true);

  expect(await arrived(event, dependencies)).toMatchObject({ outcome: 'started' });
});

test('a start without an answer is an error when Airflow does not have the run', async () => {
  const dependencies = arrivedDependencies();
  withoutAnswer(dependencies.airflow, false);

  await expect(arrived(event, dependencies)).rejects.toMatchObject({ code: 'TRIGGER_UNCERTAIN' });
});

test('when somebody else got the run id first, that run covers the arrival', async () => {
  const airflow = new InMemoryAirflow({ now, runs: [runOf('running')] });
  fasterBy(airflow, () => {
    airflow.runs.push(runOf('success', { runId: 'etl-8', at: secondsAfter(1) }));
  });

  expect(await arrived(event, arrivedDependencies({ airflow }))).toEqual({
    outcome: 'covered',
    runId: 'etl-8',
    reason: 'created_since',
  });
});

test('when somebody else got it first, and failed, a run is started all the same', async () => {
  const airflow = new InMemoryAirflow({ now, runs: [runOf('running')] });
  fasterBy(airflow, () => {
    airflow.runs.push(runOf('failed', { runId: 'etl-8', at: secondsAfter(1) }));
  });

  expect(await arrived(event, arrivedDependencies({ airflow }))).toMatchObject({ outcome: 'started' });
});

test('when the run id is that of an older run, the number goes on past it', async () => {
  const older = runOf('success', { runId: 'etl-8', at: secondsAfter(-7200) });
  const airflow = new InMemoryAirflow({ now, runs: [older, runOf('success')] });

  expect(await arrived(event, arrivedDependencies({ airflow }))).toEqual({
    outcome: 'started',
    runId: `etl-${secondsAfter(-3600).getTime()}`,
  });
});

test('when Airflow has every id already, it is an error', async () => {
  const dependencies = arrivedDependencies();
  dependencies.airflow.startRun = (runId) => Promise.reject(new RunExistsError(runId));

  await expect(arrived(event, dependencies)).rejects.toThrow('Airflow gave no run id in 3 attempts');
});

/** Lets the answer to a start come too late; it was carried out, or not. */
function withoutAnswer(airflow: InMemoryAirflow, carriedOut: boolean): void {
  const startRun = airflow.startRun.bind(airflow);
  airflow.startRun = async (runId, conf) => {
    if (carriedOut) {
      await startRun(runId, conf);
    }
    throw new AirflowUnavailableError('no answer within 5000 ms', { timedOut: true });
  };
}

/** Lets something happen right before the first start. */
function fasterBy(airflow: InMemoryAirflow, happen: () => void): void {
  const startRun = airflow.startRun.bind(airflow);
  airflow.startRun = (runId, conf) => {
    airflow.startRun = startRun;
    happen();
    return startRun(runId, conf);
  };
}
