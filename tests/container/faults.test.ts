import { beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE_ON_2024_01_01 } from '../fixtures/sample.ts';
import { becomesHealthy, compose, container, holdLoad, kill, sql } from './support/compose.ts';
import { airflow, ask, derivedRows, ended, recorded, trigger } from './support/stack.ts';

const conf = { asOf: '2024-01-01', acceptDeletes: true };

beforeAll(async () => {
  await ended(await trigger(conf)); // so that the stage can be locked
});

/** Starts a run, does something while it is loading users, and waits for its end. */
async function whileLoading(fault: (letGo: () => Promise<void>) => Promise<void>): Promise<string> {
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
    await fault(letGo);
    await letGo();
    await ended(runId);
    return runId;
  } finally {
    await letGo();
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

  test('outlives a restart of etl-pipeline-api', async () => {
    const runId = await whileLoading(async (letGo) => {
      await compose('restart', 'etl-pipeline-api');
      await letGo();
      await becomesHealthy('etl-pipeline-api');
    });

    expect(await triesOfLoad(runId)).toBeGreaterThan(1);
    expect(await recorded(runId)).toBe('succeeded');
    expect(await derivedRows()).toEqual(SAMPLE_ON_2024_01_01);
  });
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

describe('etl-pipeline-api', () => {
  test('ends by itself on SIGTERM, and answers again after a start', async () => {
    await compose('stop', '--timeout', '60', 'etl-pipeline-api');
    const { State } = await container('etl-pipeline-api');
    await compose('start', 'etl-pipeline-api');
    await becomesHealthy('etl-pipeline-api');

    expect(State).toMatchObject({ Status: 'exited', ExitCode: 0 });
    expect((await ask('/check/table')).status).toBe(200);
  });
});
