import { expect, onTestFinished, test, vi } from 'vitest';
import { route as health } from '../../../handlers/health.ts';
import type { AirflowClient } from '../../../lib/clients/airflow.ts';
import type { RedisClient } from '../../../lib/clients/redis.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { captureLog } from '../support/captured-log.ts';
import { bodyOf, call } from '../support/endpoint.ts';
import { freshProcess, REQUIRED_SETTINGS } from '../support/environment.ts';
import { httpApiEvent } from '../support/http-api-event.ts';
import { httpRequest } from '../support/http-request.ts';
import { InMemoryAirflow } from '../support/in-memory-airflow.ts';
import { brokenRedis, InMemoryRedis } from '../support/in-memory-redis.ts';
import { answerTo } from '../support/route-answer.ts';
import { connectionRefused, type Script, scriptedRequestDatabase } from '../support/scripted-database.ts';

const forever = () => new Promise<never>(() => undefined);

const BUDGET_MS = 1_500;

/** Dependencies that are ready, but for those that a test gives; the database answers by its script. */
function dependencies({
  script = () => [],
  ping,
  airflowHealth,
}: {
  script?: Script;
  ping?: RedisClient['ping'];
  airflowHealth?: AirflowClient['health'];
} = {}) {
  const budget = new Budget(BUDGET_MS);
  return {
    database: scriptedRequestDatabase(script, budget),
    redis: Object.assign(new InMemoryRedis(), ping && { ping }),
    airflow: Object.assign(new InMemoryAirflow(), airflowHealth && { health: airflowHealth }),
    budget,
  };
}

const isReady = { ready: true, durationMs: expect.any(Number) };

test('all dependencies ready are a 200 that names each', async () => {
  const reply = await answerTo(health, httpRequest(), dependencies());

  expect(reply).toEqual({
    status: 200,
    body: { message: 'Ready', dependencies: { database: isReady, redis: isReady, airflow: isReady } },
  });
});

test('a Redis that the settings do not name is not missed', async () => {
  const reply = await answerTo(health, httpRequest(), { ...dependencies(), redis: undefined });

  expect(reply).toMatchObject({
    status: 200,
    body: { dependencies: { redis: { ready: true, durationMs: 0, reason: 'not_configured' } } },
  });
});

test.each([
  ['database', { script: () => Promise.reject(connectionRefused()) }],
  ['redis', { ping: brokenRedis().ping }],
  ['airflow', { airflowHealth: () => Promise.reject(new Error('http://10.0.0.1 refused')) }],
])('a %s that is not available is a 503 that names it, and the others as ready', async (name, broken) => {
  const reply = await answerTo(health, httpRequest(), dependencies(broken));

  expect(reply).toMatchObject({
    status: 503,
    body: {
      code: 'NOT_READY',
      dependencies: {
        database: isReady,
        redis: isReady,
        airflow: isReady,
        [name]: { ready: false, reason: 'unavailable', durationMs: expect.any(Number) },
      },
    },
  });
});

test('an Airflow that answers but cannot carry out runs is not ready', async () => {
  const parts = { metadatabase: 'healthy', scheduler: 'unhealthy', dagProcessor: 'healthy' };
  const airflowHealth = () => Promise.resolve({ healthy: false, ...parts });

  expect(await answerTo(health, httpRequest(), dependencies({ airflowHealth }))).toMatchObject({
    body: { dependencies: { airflow: { ready: false, reason: 'unavailable' }, redis: isReady } },
  });
});

test.each([
  ['database', { script: forever }],
  ['redis', { ping: forever }],
  ['airflow', { airflowHealth: forever }],
])(
  'a %s that hangs is told as a time-out when the budget is used up, and the others as ready',
  async (name, hanging) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const answer = answerTo(health, httpRequest(), dependencies(hanging));

    await vi.advanceTimersByTimeAsync(BUDGET_MS);

    expect(await answer).toMatchObject({
      status: 503,
      body: {
        dependencies: {
          database: isReady,
          redis: isReady,
          airflow: isReady,
          [name]: { ready: false, reason: 'timeout', durationMs: BUDGET_MS },
        },
      },
    });
  },
);

test('no API key is needed, since a load balancer has none', async () => {
  freshProcess({ ...REQUIRED_SETTINGS, API_KEY: 'key' });
  captureLog();
  const { handler } = await import('../../../handlers/health.ts');

  const response = await call(handler, httpApiEvent({ path: '/health' }));

  expect(bodyOf(response)['code']).toBe('NOT_READY');
});
