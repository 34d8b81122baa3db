import { expect, test } from 'vitest';
import { triggerEtl } from '../../../handlers/trigger-etl.ts';
import { Budget } from '../../../lib/budget.ts';
import { AirflowUnavailableError } from '../../../lib/clients/airflow.ts';
import { captureLog } from '../support/captured-log.ts';
import { bodyOf, call } from '../support/endpoint.ts';
import { freshProcess } from '../support/environment.ts';
import { httpApiEvent } from '../support/http-api-event.ts';
import { httpRequest } from '../support/http-request.ts';
import { dagRun, InMemoryAirflow } from '../support/in-memory-airflow.ts';
import { InMemoryRedis } from '../support/in-memory-redis.ts';
import { recordingLogger } from '../support/recording-logger.ts';

const NOW = new Date('2024-03-01T12:00:00Z');
const now = () => NOW;

function dependencies(airflow: InMemoryAirflow = new InMemoryAirflow({ now })) {
  const config = { ETL_TRIGGER_COOLDOWN_S: 10 };
  const { logger } = recordingLogger();
  return { airflow, redis: new InMemoryRedis({ now }), config, now, logger, budget: new Budget(60_000) };
}

test('a run that was started is a 200 with its id', async () => {
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-41', { state: 'success' })] });

  const reply = await triggerEtl(httpRequest(), dependencies(airflow));

  expect(reply).toEqual({ status: 200, body: { message: 'ETL process started', runId: 'etl-42' } });
});

test('what a POST carries goes to Airflow as the conf of the run', async () => {
  const airflow = new InMemoryAirflow();
  const body = '{"asOf":"2024-01-31","acceptDeletes":true}';

  await triggerEtl(httpRequest({ method: 'POST', body }), dependencies(airflow));

  expect(airflow.runs).toMatchObject([{ conf: { asOf: '2024-01-31', acceptDeletes: true } }]);
});

test('a GET starts a run with an empty conf', async () => {
  const airflow = new InMemoryAirflow();

  await triggerEtl(httpRequest({ method: 'GET', body: '{"asOf":"2024-01-31"}' }), dependencies(airflow));

  expect(airflow.runs).toMatchObject([{ conf: {} }]);
});

test('a run under way is a 400 with a time to wait', async () => {
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-1', { state: 'running' })] });

  await expect(triggerEtl(httpRequest(), dependencies(airflow))).rejects.toMatchObject({
    status: 400,
    code: 'TOO_FREQUENT',
    message: 'Trigger the API frequently, please try again later.',
    retryAfterS: 10,
  });
});

test('a DAG that Airflow does not know yet is a 400', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = undefined;

  await expect(triggerEtl(httpRequest(), dependencies(airflow))).rejects.toMatchObject({
    status: 400,
    code: 'DAG_LOADING',
    message: 'Dag is loading, please try again later.',
  });
});

test('an Airflow that cannot be reached is a 503 with a time to wait', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dag = () => Promise.reject(new AirflowUnavailableError('refused'));

  await expect(triggerEtl(httpRequest(), dependencies(airflow))).rejects.toMatchObject({
    status: 503,
    code: 'AIRFLOW_UNAVAILABLE',
    retryAfterS: 10,
  });
});

test('a DAG file that cannot be imported is a 502', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = { paused: false, hasImportErrors: true };
  airflow.brokenFiles = ['etl_pipeline.py'];

  await expect(triggerEtl(httpRequest(), dependencies(airflow))).rejects.toMatchObject({
    status: 502,
    code: 'DAG_IMPORT_ERROR',
  });
});

test('a paused DAG is a 409', async () => {
  const airflow = new InMemoryAirflow();
  airflow.dagState = { paused: true, hasImportErrors: false };

  await expect(triggerEtl(httpRequest(), dependencies(airflow))).rejects.toMatchObject({
    status: 409,
    code: 'DAG_PAUSED',
  });
});

test('a prefetch starts nothing', async () => {
  const airflow = new InMemoryAirflow();
  const request = httpRequest({ headers: { 'sec-purpose': 'prefetch' } });

  await expect(triggerEtl(request, dependencies(airflow))).rejects.toMatchObject({ status: 403 });

  expect(airflow.runs).toEqual([]);
});

test('a body that cannot be used starts nothing', async () => {
  const airflow = new InMemoryAirflow();
  const request = httpRequest({ method: 'POST', body: '{"asOf":"soon"}' });

  await expect(triggerEtl(request, dependencies(airflow))).rejects.toMatchObject({ code: 'INVALID_BODY' });

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
