import { setTimeout as delay } from 'node:timers/promises';
import { type AirflowClient, connectAirflow } from '../../lib/clients/airflow.ts';
import type { Target } from './targets.ts';

const POLL_MS = 10;

/** One DAG run, in milliseconds. */
export interface Run {
  /** From the request to start it until Airflow was seen to say that it succeeded. */
  readonly seen: number;
  /** From queued to ended, by Airflow's clock. */
  readonly queuedToEnded: number;
  /** What its task instances took from their start to their end, by task; of `load` the slowest. */
  readonly tasks: Readonly<Record<'plan' | 'load' | 'publish', number>>;
}

/** Runs of the two DAGs, in turn. */
export interface Rounds {
  readonly ours: Run[];
  readonly noop: Run[];
}

/** Starts both DAGs in turn, `rounds` times each after two that warm up. */
export async function measure(target: Target, rounds: number): Promise<Rounds> {
  const login = { url: target.airflowUrl, username: 'airflow', password: 'airflow', timeoutMs: 60_000 };
  const ours = connectAirflow(login);
  const noop = connectAirflow({ ...login, dagId: 'etl_noop' });
  while (!(await noop.dag())) {
    await delay(500);
  }
  const result: Rounds = { ours: [], noop: [] };
  for (let round = -2; round < rounds; round++) {
    for (const [name, client] of [
      ['ours', ours],
      ['noop', noop],
    ] as const) {
      const run = await once(client, `bench-${name}-${round + 2}`);
      if (round >= 0) {
        result[name].push(run);
      }
    }
  }
  return result;
}

async function once(airflow: AirflowClient, runId: string): Promise<Run> {
  const startedAt = performance.now();
  await airflow.startRun(runId, {});
  for (;;) {
    const run = await airflow.findRun(runId);
    if (run?.state === 'failed') {
      throw new Error(`${runId} failed`);
    }
    if (run?.state === 'success' && run.queuedAt && run.endedAt) {
      const seen = performance.now() - startedAt;
      return {
        seen,
        queuedToEnded: run.endedAt.getTime() - run.queuedAt.getTime(),
        tasks: await tasks(airflow, runId),
      };
    }
    await delay(POLL_MS);
  }
}

async function tasks(airflow: AirflowClient, runId: string): Promise<Run['tasks']> {
  const times = { plan: 0, load: 0, publish: 0 };
  for (const { taskId, startedAt, endedAt } of await airflow.taskInstances(runId)) {
    const name = taskId as keyof typeof times;
    if (startedAt && endedAt) {
      times[name] = Math.max(times[name], endedAt.getTime() - startedAt.getTime());
    }
  }
  return times;
}
