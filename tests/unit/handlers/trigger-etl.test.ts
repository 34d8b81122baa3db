import { expect, test } from 'vitest';
import { route as triggerEtl } from '../../../handlers/trigger-etl.ts';
import { AirflowUnavailableError } from '../../../lib/clients/airflow.ts';
import { readConfig } from '../../../lib/config.ts';
import { captureLog } from '../support/captured-log.ts';
import { bodyOf, call } from '../support/endpoint.ts';
import { freshProcess, REQUIRED_SETTINGS } from '../support/environment.ts';
import { httpApiEvent } from '../support/http-api-event.ts';
import { httpRequest } from '../support/http-request.ts';
import { dagRun, InMemoryAirflow } from '../support/in-memory-airflow.ts';
import { InMemoryRedis } from '../support/in-memory-redis.ts';
import { answerTo } from '../support/route-answer.ts';

const NOW = new Date('2024-03-01T12:00:00Z');
const now = () => NOW;

function dependencies(airflow: InMemoryAirflow = new InMemoryAirflow({ now })) {
  const config = readConfig({ ...REQUIRED_SETTINGS, ETL_TRIGGER_COOLDOWN_S: '10' });
  return { airflow, redis: new InMemoryRedis({ now }), config, now };
}

test('a run that was started is a 200 with its id', async () => {
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-41', { state: 'success' })] });

  const reply = await answerTo(triggerEtl, httpRequest(), dependencies(airflow));

  expect(reply).toEqual({ status: 200, body: { message: 'ETL process started', runId: 'etl-42' } });
});

test('what a POST carries goes to Airflow as the conf of the run', async () => {
  const airflow = new InMemoryAirflow();
  const body = '{"asOf":"2024-01-31","acceptDeletes":true}';

  await answerTo(triggerEtl, httpRequest({ method: 'POST', body }), dependencies(airflow));

  expect(airflow.runs).toMatchObject([{ conf: { asOf: '2024-01-31', acceptDeletes: true } }]);
});

test('a GET starts a run with an empty conf', async () => {
  const airflow = new InMemoryAirflow();

  await answerTo(
    triggerEtl,
    httpRequest({ method: 'GET', body: '{"asOf":"2024-01-31"}' }),
    dependencies(airflow),
  );

  expect(airflow.runs).toMatchObject([{ conf: {} }]);
});

test('a run under way is a 400 with a time to wait', async () => {
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-1', { state: 'running' })] });

  expect(await answerTo(triggerEtl, httpRequest(), dependencies(airflow))).toMatchObject({
    status: 400,
    headers: { 'retry-after': '10' },
    body: { code: 'TOO_FREQUENT', message: 'Trigger the API frequently, please try again later.' },
  });
});

test('a DAG that Airflow does not know yet is a 400', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = undefined;

  expect(await answerTo(triggerEtl, httpRequest(), dependencies(airflow))).toMatchObject({
    status: 400,
    headers: { 'retry-after': '5' },
    body: { code: 'DAG_LOADING', message: 'Dag is loading, please try again later.' },
  });
});

test('an Airflow that cannot be reached is a 503 with a time to wait', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dag = () => Promise.reject(new AirflowUnavailableError('refused'));

  expect(await answerTo(triggerEtl, httpRequest(), dependencies(airflow))).toMatchObject({
    status: 503,
    headers: { 'retry-after': '10' },
    body: { code: 'AIRFLOW_UNAVAILABLE' },
  });
});

test('a DAG file that cannot be imported is a 502', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = { paused: false, hasImportErrors: true };
  airflow.brokenFiles = ['etl_pipeline.py'];

  expect(await answerTo(triggerEtl, httpRequest(), dependencies(airflow))).toMatchObject({
    status: 502,
    body: { code: 'DAG_IMPORT_ERROR' },
  });
});

test('a paused DAG is a 409', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = { paused: true, hasImportErrors: false };

  expect(await answerTo(triggerEtl, httpRequest(), dependencies(airflow))).toMatchObject({
    status: 409,
    body: { code: 'DAG_PAUSED' },
  });
});

test('a prefetch is refused before anything is asked', async () => {
  freshProcess();
  captureLog();
  const { handler } = await import('../../../handlers/trigger-etl.ts');
  const event = httpApiEvent({ path: '/trigger-etl', headers: { 'sec-purpose': 'prefetch' } });

  const response = await call(handler, event);

  expect([response.statusCode, bodyOf(response)['code']]).toEqual([403, 'UNINTENDED_REQUEST']);
});

test('a body that cannot be used starts nothing', async () => {
  const airflow = new InMemoryAirflow();
  const request = httpRequest({ method: 'POST', body: '{"asOf":"soon"}' });

  const reply = await answerTo(triggerEtl, request, dependencies(airflow));

  expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_BODY' } });
  expect(airflow.runs).toEqual([]);
});

test.each([
  ['today', '2024-03-01', {}],
  ['tomorrow, which it may be already elsewhere', '2024-03-02', {}],
  ['any date, if that is meant', '9999-12-31', { acceptFutureDate: true }],
])('a run may count to %s', async (_what, asOf, more) => {
  const airflow = new InMemoryAirflow();
  const body = JSON.stringify({ asOf, ...more });

  await answerTo(triggerEtl, httpRequest({ method: 'POST', body }), dependencies(airflow));

  expect(airflow.runs).toMatchObject([{ conf: { asOf, ...more } }]);
});

test.each([{ acceptFutureDate: false }, {}])('two days ahead are too many with %j', async (more) => {
  const airflow = new InMemoryAirflow();
  const body = JSON.stringify({ asOf: '2024-03-03', ...more });

  const reply = await answerTo(triggerEtl, httpRequest({ method: 'POST', body }), dependencies(airflow));

  const message =
    'Invalid body: asOf 2024-03-03 is more than a day ahead of 2024-03-01 (UTC); if that is intended, add "acceptFutureDate": true';
  expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_BODY', message } });
  expect(airflow.runs).toEqual([]);
});

test('HEAD, for which serverless-offline calls the handler of GET, is a 405', async () => {
  freshProcess();
  captureLog();
  const { handler } = await import('../../../handlers/trigger-etl.ts');

  const response = await call(handler, httpApiEvent({ method: 'HEAD', path: '/trigger-etl' }));

  expect(response).toMatchObject({ statusCode: 405, headers: { allow: 'GET, POST' } });
  expect(bodyOf(response)).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
});
