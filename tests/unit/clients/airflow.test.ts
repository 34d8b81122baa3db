import { expect, test } from 'vitest';
import { connectAirflow } from '../../../lib/clients/airflow.ts';
import { dagRun, dagRuns, type Script, scripted } from './airflow-server.ts';

async function clientOf(script: Script, path = '') {
  const server = await scripted((got, response) =>
    got.url === '/auth/token' ? undefined : script(got, response),
  );
  const client = connectAirflow({ url: `${server.url}${path}`, username: 'u', password: 'p' });
  return { server, client };
}

test('active runs are those queued and running', async () => {
  const { client, server } = await clientOf(() => [200, dagRuns()]);

  await client.activeRuns();

  const { pathname, searchParams } = new URL(server.calls()[0]?.url ?? '', server.url);
  expect(pathname).toBe('/api/v2/dags/etl_pipeline/dagRuns');
  expect(searchParams.getAll('state')).toEqual(['queued', 'running']);
});

test('a run is read with its dates, and a conf of null as an empty one', async () => {
  const members = {
    state: 'success',
    start_date: '2026-01-02T03:04:06+00:00',
    run_after: '2026-01-02T03:04:05Z',
    conf: null,
  };
  const { client } = await clientOf(() => [200, dagRun('etl-1', members)]);

  const run = await client.findRun('etl-1');

  expect(run).toEqual({
    runId: 'etl-1',
    state: 'success',
    queuedAt: new Date('2026-01-02T03:04:05.678Z'),
    runAfter: new Date('2026-01-02T03:04:05Z'),
    startedAt: new Date('2026-01-02T03:04:06Z'),
    endedAt: null,
    conf: {},
  });
});

test('the newest run is asked for with the documented query', async () => {
  const { client, server } = await clientOf(() => [200, dagRuns(dagRun('etl-9'))]);

  const run = await client.newestRun('etl-');

  expect(run?.runId).toBe('etl-9');
  expect(server.calls().map((call) => call.url)).toEqual([
    '/api/v2/dags/etl_pipeline/dagRuns?run_id_prefix_pattern=etl-&run_type=manual&order_by=-id&limit=1',
  ]);
});

test('the newest run is looked for past newer ones whose id only resembles the prefix', async () => {
  const newestFirst = [...Array.from({ length: 150 }, (_, n) => dagRun(`etlx-${n}`)), dagRun('etl-3')];
  const { client } = await clientOf(({ url }) => {
    const query = new URL(url, 'http://localhost').searchParams;
    const offset = Number(query.get('offset') ?? 0);
    return [200, dagRuns(...newestFirst.slice(offset, offset + Number(query.get('limit'))))];
  });

  expect((await client.newestRun('etl-'))?.runId).toBe('etl-3');
});

test('an Airflow that can not be asked for a prefix is read ten pages far, and no further', async () => {
  const { client, server } = await clientOf(({ url }) => {
    const limit = Number(new URL(url, 'http://localhost').searchParams.get('limit'));
    return [200, dagRuns(...Array.from({ length: limit }, (_, n) => dagRun(`manual__${n}`)))];
  });

  expect(await client.newestRun('etl-')).toBeUndefined();
  const offsets = server.calls().map(({ url }) => new URL(url, server.url).searchParams.get('offset'));
  expect(offsets).toEqual([null, ...Array.from({ length: 10 }, (_, page) => String(1 + 100 * page))]);
});

test('without a run of that prefix there is no newest run', async () => {
  const { client } = await clientOf(() => [200, dagRuns()]);

  expect(await client.newestRun('etl-')).toBeUndefined();
});

test('the newest runs are those created last, whatever their ids', async () => {
  const { client, server } = await clientOf(() => [200, dagRuns(dagRun('manual__2'), dagRun('etl-1'))]);

  const runs = await client.newestRuns(50);

  expect(runs.map(({ runId }) => runId)).toEqual(['manual__2', 'etl-1']);
  expect(server.calls().map((call) => call.url)).toEqual([
    '/api/v2/dags/etl_pipeline/dagRuns?order_by=-id&limit=50',
  ]);
});

test('task instances are gathered from all pages', async () => {
  const all = Array.from({ length: 230 }, (_, index) => ({
    task_id: 'load',
    map_index: index,
    state: index < 200 ? 'success' : null,
    try_number: 1,
    start_date: null,
    end_date: null,
  }));
  const { client } = await clientOf(({ url }) => {
    const query = new URL(url, 'http://localhost').searchParams;
    const offset = Number(query.get('offset'));
    const page = all.slice(offset, offset + Number(query.get('limit')));
    return [200, { task_instances: page, total_entries: all.length }];
  });

  const instances = await client.taskInstances('etl-1');

  expect(instances.map((instance) => instance.mapIndex)).toEqual(all.map((each) => each.map_index));
});

test('a path in front of the API and a run id with special characters are kept', async () => {
  const { client, server } = await clientOf(
    ({ url }) =>
      url.endsWith('/auth/token') ? [201, { access_token: 't' }] : [200, dagRun('manual__1+00:00/x')],
    '/airflow/',
  );

  await client.findRun('manual__1+00:00/x');

  expect(server.received.map((each) => each.url)).toEqual([
    '/airflow/auth/token',
    '/airflow/api/v2/dags/etl_pipeline/dagRuns/manual__1+00:00%2Fx',
  ]);
});

test.each([
  ['all parts healthy', 'healthy', 'healthy', true],
  ['the scheduler down', 'unhealthy', 'healthy', false],
  ['no DAG processor', 'healthy', null, false],
])('health with %s', async (_, scheduler, dagProcessor, healthy) => {
  const { client, server } = await clientOf(() => [
    200,
    {
      metadatabase: { status: 'healthy' },
      scheduler: { status: scheduler, latest_scheduler_heartbeat: null },
      triggerer: { status: null },
      dag_processor: { status: dagProcessor },
    },
  ]);

  const health = await client.health();

  expect(health).toEqual({ healthy, metadatabase: 'healthy', scheduler, dagProcessor });
  expect(server.received.map((each) => each.authorization)).toEqual([undefined]);
});

test('import errors are read with file and traceback', async () => {
  const error = { import_error_id: 1, filename: 'etl_pipeline.py', stack_trace: 'Traceback' };
  const { client } = await clientOf(() => [200, { import_errors: [error], total_entries: 1 }]);

  expect(await client.importErrors()).toEqual([{ filename: 'etl_pipeline.py', stackTrace: 'Traceback' }]);
});
