import { expect, test, vi } from 'vitest';
import { AirflowUnavailableError } from '../../../../lib/clients/airflow.ts';
import { trigger } from '../../../../lib/pipeline/trigger/trigger.ts';
import { dagRun, InMemoryAirflow } from '../../support/in-memory-airflow.ts';
import { NOW, secondsAgo, triggerDependencies } from '../../support/trigger-dependencies.ts';

const now = () => NOW;

const tooFrequent = (retryAfterS: number) => ({
  code: 'TOO_FREQUENT',
  message: 'Trigger the API frequently, please try again later.',
  retryAfterS,
});

const finished = (runId: string, seconds = 3600) =>
  dagRun(runId, { state: 'success', queuedAt: secondsAgo(seconds) });

test('the number of a run is one more than that of the newest', async () => {
  const airflow = new InMemoryAirflow({ runs: [finished('etl-8'), finished('etl-9')] });

  expect(await trigger({}, triggerDependencies({ airflow }))).toBe('etl-10');
});

test('the first run is numbered by when Airflow read the DAG, in milliseconds since 1970', async () => {
  const airflow = new InMemoryAirflow();
  airflow.parsedAt = secondsAgo(20);

  const runId = await trigger({}, triggerDependencies({ airflow }));

  expect(runId).toBe(`etl-${Date.UTC(2024, 2, 1, 11, 59, 40)}`);
});

test('where Airflow does not say when it read the DAG, the first run is numbered by the clock', async () => {
  const airflow = new InMemoryAirflow();
  airflow.parsedAt = null;

  expect(await trigger({}, triggerDependencies({ airflow }))).toBe(`etl-${NOW.getTime()}`);
});

test.each(['etl-', 'etl-abc', 'etl-1x', 'etl--1', 'etl-1.5', `etl-${'9'.repeat(16)}`])(
  'after a run called %s, which is not one of ours, numbering begins anew where that was queued',
  async (foreign) => {
    const airflow = new InMemoryAirflow({ runs: [finished(foreign)] });

    const runId = await trigger({}, triggerDependencies({ airflow }));

    expect(runId).toBe(`etl-${secondsAgo(3600).getTime()}`);
  },
);

test('what the run is started with goes to Airflow', async () => {
  const dependencies = triggerDependencies();

  await trigger({ asOf: '2024-01-31', acceptDeletes: true }, dependencies);

  expect(dependencies.airflow.runs[0]?.conf).toEqual({ asOf: '2024-01-31', acceptDeletes: true });
});

test.each(['queued', 'running'] as const)('while a run is %s, no other is started', async (state) => {
  const active = dagRun('manual__2024', { state, queuedAt: secondsAgo(3600) });
  const airflow = new InMemoryAirflow({ runs: [active] });

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({
    ...tooFrequent(10),
    details: { reason: `run manual__2024 is ${state}` },
  });
  expect(airflow.runs).toEqual([active]);
});

test('without a cooldown, a run under way is asked about again after a second', async () => {
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-1')] });

  await expect(trigger({}, triggerDependencies({ airflow, cooldownS: 0 }))).rejects.toMatchObject(
    tooFrequent(1),
  );
});

test('a run that became active between the two questions to Airflow is seen', async () => {
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-1', { queuedAt: NOW })] });
  airflow.activeRuns = () => Promise.resolve([]);

  await expect(trigger({}, triggerDependencies({ airflow, cooldownS: 0 }))).rejects.toMatchObject(
    tooFrequent(1),
  );
});

test.each([
  [0, 10],
  [3, 7],
  [9.5, 0.5],
])('%d s after the newest run was queued, %d s of the cooldown are left', async (seconds, left) => {
  const airflow = new InMemoryAirflow({ runs: [finished('etl-1', seconds)] });

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({
    ...tooFrequent(left),
    details: { reason: 'run etl-1 was triggered a moment ago' },
  });
});

test('when the cooldown is over, the next run may start', async () => {
  const airflow = new InMemoryAirflow({ runs: [finished('etl-1', 10)] });

  expect(await trigger({}, triggerDependencies({ airflow }))).toBe('etl-2');
});

test('a failed run holds up the next one no longer than the cooldown', async () => {
  const failed = dagRun('etl-1', { state: 'failed', queuedAt: secondsAgo(11) });
  const airflow = new InMemoryAirflow({ runs: [failed] });

  await trigger({}, triggerDependencies({ airflow }));

  expect(airflow.runs).toHaveLength(2);
});

test.each([
  ['a minute ago', 60, 0],
  ['in a future that a clock set back has made', -86_400, 0],
  ['a moment ahead, by another clock', -3, 7],
])(
  'of a newest run that was queued %s (%d s), %d s of the cooldown are left',
  async (_when, seconds, left) => {
    const airflow = new InMemoryAirflow({ runs: [finished('etl-1', seconds)] });

    const outcome = await trigger({}, triggerDependencies({ airflow })).catch((error) => error.retryAfterS);

    expect(outcome).toBe(left || 'etl-2');
  },
);

test('a newest run that Airflow has no queueing time of holds up nobody', async () => {
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-1', { state: 'success', queuedAt: null })] });

  expect(await trigger({}, triggerDependencies({ airflow }))).toBe('etl-2');
});

test('a run id that somebody else got first is too frequent', async () => {
  const airflow = new InMemoryAirflow({ now, runs: [finished('etl-1'), finished('etl-2')] });
  airflow.newestRun = () => Promise.resolve(finished('etl-1'));

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({
    ...tooFrequent(1),
    details: { reason: 'another trigger was faster' },
  });
});

test('a DAG that Airflow does not know is loading', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = undefined;

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({
    code: 'DAG_LOADING',
    message: 'Dag is loading, please try again later.',
  });
});

test('a DAG that vanishes between question and start is loading', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dag = () => Promise.resolve({ paused: false, hasImportErrors: false, parsedAt: NOW });
  airflow.dagState = undefined;

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({ code: 'DAG_LOADING' });
});

test.each([
  ['known before', { paused: false, hasImportErrors: true }],
  ['never known', undefined],
])('a DAG whose file cannot be imported, %s, is an import error naming the file', async (_what, dagState) => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = dagState;
  airflow.brokenFiles = ['/opt/airflow/dags/etl_pipeline.py'];

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({
    code: 'DAG_IMPORT_ERROR',
    message: expect.stringContaining('etl_pipeline.py'),
  });
});

test('the broken DAG file of somebody else is no reason of ours', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = undefined;
  airflow.brokenFiles = ['/opt/airflow/dags/other.py', '/opt/airflow/dags/not_etl_pipeline.py'];

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({ code: 'DAG_LOADING' });
});

test('a paused DAG is refused, since its runs would stay queued', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = { paused: true, hasImportErrors: false };

  await expect(trigger({}, triggerDependencies({ airflow }))).rejects.toMatchObject({
    code: 'DAG_PAUSED',
  });
  expect(airflow.runs).toEqual([]);
});

test.each(['dag', 'activeRuns', 'newestRun', 'startRun'] as const)(
  'an Airflow that is not available for %s is told as such',
  async (method) => {
    const cause = new AirflowUnavailableError('refused');
    const dependencies = triggerDependencies();
    vi.spyOn(dependencies.airflow, method).mockRejectedValue(cause);

    await expect(trigger({}, dependencies)).rejects.toMatchObject({
      code: 'AIRFLOW_UNAVAILABLE',
      cause,
    });
  },
);

test('an Airflow that is not available when it is asked for import errors is told as such', async () => {
  const dependencies = triggerDependencies();
  dependencies.airflow.dagState = undefined;
  dependencies.airflow.importErrors = () => Promise.reject(new AirflowUnavailableError('refused'));

  await expect(trigger({}, dependencies)).rejects.toMatchObject({ code: 'AIRFLOW_UNAVAILABLE' });
});
