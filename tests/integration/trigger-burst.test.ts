import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectAirflow } from '../../lib/clients/airflow.ts';
import { connectRedis } from '../../lib/clients/redis.ts';
import { createLogger } from '../../lib/logger.ts';
import { trigger } from '../../lib/pipeline/trigger.ts';
import { type AirflowEmulator, startAirflow } from '../../local/airflow/start.ts';
import { startRedis } from '../../local/redis/server.ts';

const BURST = 100;
const LOGIN = { username: 'airflow', password: 'airflow' };

let lambda: Server;
let airflow: AirflowEmulator;
beforeEach(async () => {
  // A Lambda server that accepts every step and never answers: the run stays running.
  lambda = createServer(() => undefined);
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  const { port } = lambda.address() as AddressInfo;
  airflow = await startAirflow({
    port: 0,
    ...LOGIN,
    lambda: { endpoint: `http://127.0.0.1:${port}`, functionPrefix: 'test-' },
  });
});
afterEach(async () => {
  await airflow.close();
  lambda.closeAllConnections();
  await new Promise((resolve) => lambda.close(resolve));
});

/** A burst as it comes from as many Lambda instances: each has clients of its own. */
async function burst(redis: { url: string; token: string }) {
  const outcomes = await Promise.allSettled(
    Array.from({ length: BURST }, () =>
      trigger(
        {},
        {
          airflow: connectAirflow({ url: airflow.url, ...LOGIN, timeoutMs: 60_000 }),
          redis: connectRedis(redis),
          config: { ETL_TRIGGER_COOLDOWN_S: 600 },
          logger: createLogger({ level: 'silent' }),
        },
      ),
    ),
  );
  return {
    started: outcomes.filter(({ status }) => status === 'fulfilled').length,
    refused: outcomes.filter(
      (outcome) => outcome.status === 'rejected' && outcome.reason.code === 'TOO_FREQUENT',
    ).length,
  };
}

test('of 100 triggers at once exactly one starts a run', async () => {
  const redis = await startRedis({ port: 0, token: 'secret' });

  const outcome = await burst({ url: redis.url, token: 'secret' });

  await redis.close();
  expect(outcome).toEqual({ started: 1, refused: BURST - 1 });
});

test('of 100 triggers at once exactly one starts a run, with Redis down', async () => {
  const redis = await startRedis({ port: 0, token: 'secret' });
  await redis.close();

  const outcome = await burst({ url: redis.url, token: 'secret' });

  expect(outcome).toEqual({ started: 1, refused: BURST - 1 });
});
