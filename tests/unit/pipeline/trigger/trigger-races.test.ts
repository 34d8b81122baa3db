import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trigger } from '../../../../lib/pipeline/trigger/trigger.ts';
import { dagRun, InMemoryAirflow } from '../../support/in-memory-airflow.ts';
import { brokenRedis, InMemoryRedis } from '../../support/in-memory-redis.ts';
import { NOW, secondsAgo, triggerDependencies } from '../../support/trigger-dependencies.ts';

const now = () => NOW;

type Pause = () => Promise<unknown>;

const redisOf = {
  'with Redis': (pause: Pause) => new InMemoryRedis({ now, pause }),
  'without Redis': brokenRedis,
  'with a Redis that was never configured': () => undefined,
};

/** So many triggers at once: the runs that Airflow then has, and how the triggers ended. */
function triggerAtOnce(count: number, kind: keyof typeof redisOf, cooldownS: number, pause: Pause) {
  const airflow = new InMemoryAirflow({ now, pause });
  const dependencies = triggerDependencies({ airflow, redis: redisOf[kind](pause), cooldownS });
  const triggers = Promise.allSettled(Array.from({ length: count }, () => trigger({}, dependencies)));
  return { airflow, triggers };
}

function tally(outcomes: readonly PromiseSettledResult<string>[]) {
  return {
    started: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    refused: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : [])),
  };
}

test.each([
  ['with Redis', 10],
  ['with Redis', 0],
  ['without Redis', 10],
  ['without Redis', 0],
  ['with a Redis that was never configured', 10],
  ['with a Redis that was never configured', 0],
] as const)(
  'of 100 triggers at once %s and a cooldown of %d s, one starts a run',
  async (kind, cooldownS) => {
    const { airflow, triggers } = triggerAtOnce(100, kind, cooldownS, () => Promise.resolve());

    const { started, refused } = tally(await triggers);

    expect(started).toEqual(airflow.runs.map(({ runId }) => runId));
    expect(started).toHaveLength(1);
    expect(refused).toEqual(Array(99).fill('TOO_FREQUENT'));
  },
);

test.each(Object.keys(redisOf) as (keyof typeof redisOf)[])(
  'in whatever order the answers come, %s, one of several triggers starts a run',
  async (kind) => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 2, max: 5 }),
      fc.constantFrom(0, 10),
      async (scheduler, count, cooldownS) => {
        const pause = () => scheduler.schedule(Promise.resolve());
        const { airflow, triggers } = triggerAtOnce(count, kind, cooldownS, pause);

        const { started, refused } = tally(await scheduler.waitFor(triggers));

        expect(started).toEqual(airflow.runs.map(({ runId }) => runId));
        expect(started).toHaveLength(1);
        expect(refused).toEqual(Array(count - 1).fill('TOO_FREQUENT'));
      },
    );

    await fc.assert(property, { numRuns: 200 });
  },
);

test.each([
  ['none', []],
  ['one that failed', [dagRun('etl-7', { state: 'failed', queuedAt: secondsAgo(3600) })]],
  ['one of another name', [dagRun('etl-by-hand', { state: 'success', queuedAt: secondsAgo(3600) })]],
])(
  'without Redis, with runs before of %s, triggers whose clocks differ start one run',
  async (_what, runs) => {
    const airflow = new InMemoryAirflow({ now, runs });
    const triggers = [0, 60_000, 3_600_000].map((aheadMs) =>
      trigger(
        {},
        {
          ...triggerDependencies({ airflow, redis: brokenRedis() }),
          now: () => new Date(NOW.getTime() + aheadMs),
        },
      ),
    );

    const { started, refused } = tally(await Promise.allSettled(triggers));

    expect(started).toHaveLength(1);
    expect(refused).toEqual(['TOO_FREQUENT', 'TOO_FREQUENT']);
  },
);
