import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Subscriber } from '../../../lib/subscriber.ts';
import { captureLog } from '../support/captured-log.ts';
import { freshProcess, REQUIRED_SETTINGS } from '../support/environment.ts';
import { lambdaContext } from '../support/http-api-event.ts';

const EVENT = JSON.parse(readFileSync('tests/events/arrived.json', 'utf8')) as unknown;

/** The function of a location. Nothing listens at the addresses of its settings. */
async function handlerOf(location: string): Promise<Subscriber> {
  freshProcess({ ...REQUIRED_SETTINGS, ETL_DATA_DIR: location });
  captureLog();
  const { handler } = await import('../../../handlers/arrived.ts');
  return handler;
}

test('the documented event is that of the manifest of s3://my-bucket/input', async () => {
  const handler = await handlerOf('s3://my-bucket/input');

  await expect(handler(EVENT, lambdaContext())).rejects.toMatchObject({ code: 'AIRFLOW_UNAVAILABLE' });
});

test('of another location it is ignored, and Airflow is not asked', async () => {
  const handler = await handlerOf('data');

  expect(await handler(EVENT, lambdaContext())).toEqual({
    outcome: 'ignored',
    object: 's3://my-bucket/input/_SUCCESS',
    expected: null,
  });
});
