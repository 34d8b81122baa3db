import { expect, test, vi } from 'vitest';
import { AirflowUnavailableError } from '../../../../lib/clients/airflow.ts';
import { RedisUnavailableError } from '../../../../lib/clients/redis.ts';
import { RUN_ID_PREFIX } from '../../../../lib/pipeline/trigger/run-id.ts';
import { trigger } from '../../../../lib/pipeline/trigger/trigger.ts';
import { dagRun, InMemoryAirflow } from '../../support/in-memory-airflow.ts';
import { brokenRedis, InMemoryRedis } from '../../support/in-memory-redis.ts';
import { NOW, secondsAgo, triggerDependencies } from '../../support/trigger-dependencies.ts';

const now = () => NOW;
const LOCK = 'trigger';

test('a held lock is too frequent, with the time that it is held yet, and Airflow is not asked', async () => {
  const dependencies = triggerDependencies();
  await dependencies.redis.acquire(LOCK, 'somebody else', 4_200);
  const dag = vi.spyOn(dependencies.airflow, 'dag');

  await expect(trigger({}, dependencies)).rejects.toMatchObject({
    code: 'TOO_FREQUENT',
    retryAfterS: 4.2,
  });
  expect(dag).not.toHaveBeenCalled();
});

test('a held lock stays with its holder', async () => {
  const dependencies = triggerDependencies();
  await dependencies.redis.acquire(LOCK, 'somebody else', 4_200);

  await trigger({}, dependencies).catch(() => undefined);

  expect(dependencies.redis.remainingNow(LOCK)).toBe(4_200);
});

test('a run that was started keeps the lock for the cooldown', async () => {
  const dependencies = triggerDependencies({ cooldownS: 7 });

  await trigger({}, dependencies);

  expect(dependencies.redis.remainingNow(LOCK)).toBe(7_000);
});

test('without a cooldown the lock is given back', async () => {
  const dependencies = triggerDependencies({ cooldownS: 0 });

  await trigger({}, dependencies);

  expect(dependencies.redis.remainingNow(LOCK)).toBe(0);
});

test.each([
  ['a run under way', { runs: [dagRun('etl-1')] }],
  ['a cooldown', { runs: [dagRun('etl-1', { state: 'success', queuedAt: secondsAgo(1) })] }],
])('%s gives the lock back', async (_what, options) => {
  const dependencies = triggerDependencies({ airflow: new InMemoryAirflow(options) });

  await trigger({}, dependencies).catch(() => undefined);

  expect(dependencies.redis.remainingNow(LOCK)).toBe(0);
});

test.each([
  ['an Airflow that is not available', new AirflowUnavailableError('refused')],
  ['an error nobody expected', new TypeError('boom')],
])('%s gives the lock back', async (_what, error) => {
  const dependencies = triggerDependencies();
  dependencies.airflow.dag = () => Promise.reject(error);

  await trigger({}, dependencies).catch(() => undefined);

  expect(dependencies.redis.remainingNow(LOCK)).toBe(0);
});

test('without Redis a run is started all the same, and the log says so', async () => {
  const dependencies = triggerDependencies({ redis: brokenRedis() });

  const runId = await trigger({}, dependencies);

  expect(runId).toMatch(/^etl-\d+$/);
  expect(dependencies.lines).toMatchObject([
    { level: 'warn', message: 'redis unavailable' },
    { level: 'info', message: 'run started', runId, lock: 'redis_unavailable' },
  ]);
});

test('without a Redis in the settings a run is started, and the log has nothing to say about it', async () => {
  const dependencies = triggerDependencies({ redis: undefined });

  const runId = await trigger({}, dependencies);

  expect(dependencies.lines).toMatchObject([
    { level: 'info', message: 'run started', runId, lock: 'not_configured' },
  ]);
});

test('without a Redis in the settings a second trigger waits for the cooldown of the first', async () => {
  const ended = dagRun('etl-1', { state: 'success', queuedAt: secondsAgo(4) });
  const airflow = new InMemoryAirflow({ runs: [ended], now });

  const refused = trigger({}, triggerDependencies({ redis: undefined, airflow, cooldownS: 10 }));

  await expect(refused).rejects.toMatchObject({ code: 'TOO_FREQUENT', retryAfterS: 6 });
});

test.each(['extend', 'release'] as const)(
  'a Redis that is lost before %s changes no answer',
  async (method) => {
    const redis = new InMemoryRedis({ now });
    vi.spyOn(redis, method).mockRejectedValue(new Error('lost'));
    const active = method === 'release' ? [dagRun('etl-1')] : [];
    const dependencies = triggerDependencies({ redis, airflow: new InMemoryAirflow({ runs: active, now }) });

    const outcome = await trigger({}, dependencies).catch((error: { code: string }) => error.code);

    expect(outcome).toBe(method === 'release' ? 'TOO_FREQUENT' : `${RUN_ID_PREFIX}${NOW.getTime()}`);
  },
);

test('a lock that Redis took although it did not say so in time is given back', async () => {
  const redis = new InMemoryRedis({ now });
  const acquire = redis.acquire.bind(redis);
  redis.acquire = async (...args) => {
    await acquire(...args);
    throw new RedisUnavailableError('Redis: acquire failed: no answer within 500 ms');
  };
  const airflow = new InMemoryAirflow({ runs: [dagRun('etl-1')] });

  await trigger({}, triggerDependencies({ redis, airflow })).catch(() => undefined);

  expect(redis.remainingNow(LOCK)).toBe(0);
});

test('a lock whose holder was too slow is not taken from the next holder', async () => {
  const clock = { ms: NOW.getTime() };
  const redis = new InMemoryRedis({ now: () => new Date(clock.ms) });
  const dependencies = triggerDependencies({ redis });
  dependencies.airflow.dag = async () => {
    clock.ms += 15_000;
    await redis.acquire(LOCK, 'the next holder', 15_000);
    throw new AirflowUnavailableError('refused');
  };

  await trigger({}, dependencies).catch(() => undefined);

  expect(redis.remainingNow(LOCK)).toBe(15_000);
});
