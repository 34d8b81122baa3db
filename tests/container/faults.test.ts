import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE_ON_2024_01_01 } from '../fixtures/sample.ts';
import { becomesHealthy, compose, container, holdLoad, kill, sql } from './support/compose.ts';
import { airflow, ask, derivedRows, ended, recorded, trigger } from './support/stack.ts';

const conf = { asOf: '2024-01-01', acceptDeletes: true };

beforeAll(async () => {
  await ended(await trigger(conf)); // so that the stage can be locked
});

/** Starts a run, does something while it is loading users, and waits for its end. */
async function whileLoading(
  fault: (letGo: () => Promise<void>, runId: string) => Promise<void>,
): Promise<string> {
  const held = await holdLoad();
  let released = false;
  const letGo = async () => {
    if (!released) {
      await held.release();
    }
    released = true;
  };
  try {
    await sql('DELETE FROM users_derivation'); // what is there afterwards is this run's
    const runId = await trigger(conf);
    await held.reached();
    await fault(letGo, runId);
    await letGo();
    await ended(runId);
    return runId;
  } finally {
    await letGo();
  }
}

/** Waits until all parts of a run are loaded but the one that is held: what is called later may be called twice. */
async function othersLoaded(runId: string): Promise<void> {
  for (;;) {
    const loads = (await airflow.taskInstances(runId)).filter(({ taskId }) => taskId === 'load');
    if (loads.length > 1 && loads.filter(({ state }) => state !== 'success').length === 1) {
      return;
    }
    await delay(250);
  }
}

/** How often a part of users.csv was loaded: the greatest number of tries among the mapped tasks. */
async function triesOfLoad(runId: string): Promise<number> {
  const instances = await airflow.taskInstances(runId);
  return Math.max(...instances.filter((each) => each.taskId === 'load').map((each) => each.tryNumber));
}

describe('a run that is loading', () => {
  test('is carried on by the worker that follows one that was killed', async () => {
    const runId = await whileLoading(async () => {
      await kill('airflow-worker');
      await compose('start', 'airflow-worker');
      await becomesHealthy('airflow-worker');
    });

    expect(await triesOfLoad(runId)).toBeGreaterThan(1);
    expect(await recorded(runId)).toBe('succeeded');
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });

  test('outlives a scheduler that is killed and started again', async () => {
    const runId = await whileLoading(async () => {
      await kill('airflow-scheduler');
      await compose('start', 'airflow-scheduler');
      await becomesHealthy('airflow-scheduler');
    });

    expect(await recorded(runId)).toBe('succeeded');
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });

  test('outlives a restart of etl-pipeline-api, which does none of it', async () => {
    const runId = await whileLoading(async (letGo) => {
      await compose('restart', 'etl-pipeline-api');
      await letGo();
      await becomesHealthy('etl-pipeline-api');
    });

    expect(await triesOfLoad(runId)).toBe(1);
    expect(await recorded(runId)).toBe('succeeded');
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });

  test('is carried on when etl-pipeline-steps is killed', async () => {
    const runId = await whileLoading(async (letGo) => {
      await kill('etl-pipeline-steps');
      await compose('start', 'etl-pipeline-steps');
      await letGo();
    });

    expect(await triesOfLoad(runId)).toBeGreaterThan(1);
    expect(await recorded(runId)).toBe('succeeded');
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });

  test('has its part finished by etl-pipeline-steps that is stopped', async () => {
    const runId = await whileLoading(async (letGo, loading) => {
      await othersLoaded(loading);
      const stopped = compose('stop', 'etl-pipeline-steps');
      while (await takesCalls()) {
        await delay(50);
      }
      await letGo();
      await stopped;
      await compose('start', 'etl-pipeline-steps');
    });

    expect(await triesOfLoad(runId)).toBe(1);
    expect(await recorded(runId)).toBe('succeeded');
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });

  /** Whether etl-pipeline-steps takes calls: when it is stopped, it does not, but finishes those it has. */
  async function takesCalls(): Promise<boolean> {
    const check = ['exec', '-T', 'etl-pipeline-steps', 'node', 'dist/local/offline/health-check.js'];
    return await compose(...check).then(
      () => true,
      () => false,
    );
  }
});

describe('without Redis', () => {
  test('the trigger works, and the run is carried out when Redis is back', async () => {
    await compose('stop', 'redis');
    let runId: string;
    try {
      runId = await trigger(conf);
    } finally {
      await compose('start', 'redis');
    }
    const state = await ended(runId);

    expect(state).toBe('success');
    expect(await recorded(runId)).toBe('succeeded');
  });
});

describe('on SIGTERM', () => {
  test.each(['etl-pipeline-api', 'etl-pipeline-steps'])('%s ends by itself', async (service) => {
    await compose('stop', '--timeout', '60', service);
    const { State } = await container(service);
    await compose('start', service);
    await becomesHealthy(service);

    expect(State).toMatchObject({ Status: 'exited', ExitCode: 0 });
    expect((await ask('/check/table')).status).toBe(200);
  });
});
