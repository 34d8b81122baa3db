import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { startSilentServer, startTokenSpoiler } from './servers.ts';
import { openTrigger, type TriggerUnderTest } from './triggering.ts';

let target: TriggerUnderTest;
beforeAll(async () => {
  target = await openTrigger();
});
afterEach(() => target.idle());
afterAll(() => target.close());

const allRuns = async () => {
  const { body } = await target.airflow.api('GET', '/api/v2/dags/etl_pipeline/dagRuns?limit=1');
  return (body as { total_entries: number }).total_entries;
};

describe('a trigger', () => {
  test('starts a run whose number is one more than that of the newest', async () => {
    const first = await target.trigger();
    await target.idle();

    const second = await target.trigger();

    const number = (runId = '') => Number(/^etl-(\d+)$/.exec(runId)?.[1]);
    expect(number(second.runId)).toBe(number(first.runId) + 1);
  });

  test('while a run is queued or running comes too often', async () => {
    const { client } = target.airflow;
    for (const n of [1, 2, 3]) {
      await client.startRun(`contract-${process.pid}-${Date.now()}-${n}`, {});
    }

    const { error } = await target.trigger();

    expect(error).toMatchObject({ code: 'TOO_FREQUENT' });
    expect(error?.message).toBe('Trigger the API frequently, please try again later.');
  });

  test('within the cooldown of a run that has ended comes too often', async () => {
    await target.trigger();
    await target.idle();

    const { error } = await target.trigger({ withoutRedis: true, cooldownS: 600 });

    expect(error).toMatchObject({ code: 'TOO_FREQUENT', retryAfterS: expect.any(Number) });
  });

  test('of a DAG that Airflow does not know finds it loading', async () => {
    const { error } = await target.trigger({ dagId: 'no_such_dag' });

    expect(error).toMatchObject({ code: 'DAG_LOADING' });
    expect(error?.message).toBe('Dag is loading, please try again later.');
  });

  test('of a paused DAG is refused, and leaves no run queued for ever', async () => {
    const before = await allRuns();
    await target.airflow.pause(true);
    onTestFinished(() => target.airflow.pause(false));

    const { error } = await target.trigger();

    expect(error).toMatchObject({ code: 'DAG_PAUSED' });
    expect(await allRuns()).toBe(before);
  });
});

describe('an Airflow', () => {
  test('that refuses the login is unavailable, and no secret gets into the log or the answer', async () => {
    const password = 'not-the-password-of-anybody';

    const { error, log } = await target.trigger({ password });

    expect(error).toMatchObject({ code: 'AIRFLOW_UNAVAILABLE' });
    expect(`${log} ${error?.message} ${JSON.stringify(error)}`).not.toContain(password);
  });

  test('whose token has become invalid is logged in to once more', async () => {
    const proxy = await startTokenSpoiler(target.airflow.url);
    onTestFinished(() => proxy.close());

    const { runId, log } = await target.trigger({ url: proxy.url });

    expect(runId).toMatch(/^etl-\d+$/);
    expect(proxy.logins).toBe(2);
    expect(log).not.toMatch(/eyJ/); // how every JSON web token begins
  });

  test('that is not there is unavailable', async () => {
    const { error } = await target.trigger({ url: `http://127.0.0.1:${await freePort()}` });

    expect(error).toMatchObject({ code: 'AIRFLOW_UNAVAILABLE' });
  });

  test('that never answers is unavailable when the time-out is over', async () => {
    const silent = await startSilentServer();
    onTestFinished(() => silent.close());

    const { error } = await target.trigger({ url: silent.url, timeoutMs: 300 });

    expect(error).toMatchObject({ code: 'AIRFLOW_UNAVAILABLE' });
  });
});

describe('of 100 triggers at once', () => {
  const COOLDOWN_S = 600;

  async function burst(withoutRedis: boolean) {
    const now = await target.clockAfterCooldown(COOLDOWN_S);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => target.trigger({ withoutRedis, cooldownS: COOLDOWN_S, now })),
    );
    // With what was said, so that one that was refused for another reason tells which.
    const others = outcomes.filter(({ runId, error }) => !runId && error?.code !== 'TOO_FREQUENT');
    return {
      started: outcomes.filter(({ runId }) => runId).length,
      refused: outcomes.filter(({ error }) => error?.code === 'TOO_FREQUENT').length,
      others: others.map(({ error }) => `${error?.code}: ${error?.message}`),
    };
  }

  test('one starts a run without Redis, and Airflow goes on answering', async () => {
    const outcome = await burst(true);

    expect(outcome).toEqual({ started: 1, refused: 99, others: [] });
    expect(await target.airflow.client.dag()).toMatchObject({ paused: false });
  }, 300_000);

  // Last: its lock stays.
  test('one starts a run, and Airflow goes on answering', async () => {
    const outcome = await burst(false);

    expect(outcome).toEqual({ started: 1, refused: 99, others: [] });
    expect(await target.airflow.client.dag()).toMatchObject({ paused: false });
  }, 300_000);
});
