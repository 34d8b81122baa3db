import { type AirflowClient, asServiceError, type DagRun } from '../../clients/airflow.ts';
import type { RedisClient } from '../../clients/redis.ts';
import type { Config } from '../../config.ts';
import { ServiceError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Budget } from '../../time-limits/budget.ts';
import { nextRunId, RUN_ID_PREFIX } from './run-id.ts';
import { beforeStart, offered, type StartConf, startDagRun } from './start-run.ts';
import { refusals } from './trigger-errors.ts';
import { takeTriggerLock } from './trigger-lock.ts';

/** Milliseconds of the request's budget that are kept for giving the lock back: held, it would keep others out. */
const RELEASE_MS = 400;

export interface TriggerDependencies {
  readonly airflow: AirflowClient;
  /** Undefined where none is configured. */
  readonly redis: RedisClient | undefined;
  readonly config: Pick<Config, 'ETL_TRIGGER_COOLDOWN_S'>;
  readonly logger: Logger;
  readonly budget: Budget;
  readonly now: () => Date;
}

/**
 * Starts one DAG run, however many ask for it at once: the lock in Redis keeps a burst away from Airflow,
 * and where that is missing, all ask Airflow for the same run id, which it gives to one.
 *
 * @returns the id of the run
 * @throws ServiceError of lib/pipeline/trigger/trigger-errors.ts
 */
export async function trigger(conf: StartConf, dependencies: TriggerDependencies): Promise<string> {
  const { redis, config, logger } = dependencies;
  const lock = await takeTriggerLock(redis, logger);
  if (lock.outcome === 'held') {
    throw refusals.tooFrequent(lock.retryAfterMs / 1000, 'a run was triggered a moment ago');
  }
  try {
    const runId = await startRun(conf, dependencies);
    await lock.keep(config.ETL_TRIGGER_COOLDOWN_S * 1000);
    logger.info('run started', { runId, lock: lock.outcome });
    return runId;
  } catch (error) {
    // An uncertain run may be on its way: then nobody else is let in before the lock ends by itself.
    const uncertain = error instanceof ServiceError && error.code === 'TRIGGER_UNCERTAIN';
    if (!uncertain) {
      await lock.release();
    }
    throw asServiceError(error);
  }
}

async function startRun(conf: StartConf, { airflow, config, budget, now }: TriggerDependencies) {
  const start = { airflow, budget: budget.keepingBack(RELEASE_MS) };
  const asked = beforeStart(start);
  const [found, active, newest] = await Promise.all([
    asked.dag(),
    asked.activeRuns(),
    asked.newestRun(RUN_ID_PREFIX),
  ]);
  const dag = await offered(found, start);
  if (dag.paused) {
    throw refusals.paused();
  }
  refuseSoonAfter(active, newest, config.ETL_TRIGGER_COOLDOWN_S, now());

  const runId = nextRunId(newest, dag.parsedAt ?? now());
  if (!(await startDagRun(runId, conf, start))) {
    throw refusals.tooFrequent(1, 'another trigger was faster');
  }
  return runId;
}

function refuseSoonAfter(
  active: readonly DagRun[],
  newest: DagRun | undefined,
  cooldownS: number,
  now: Date,
): void {
  // The newest run is asked for at the same time: it may have been queued since the active ones were listed.
  const first = active[0] ?? (newest && isActive(newest) ? newest : undefined);
  if (first) {
    throw refusals.tooFrequent(Math.max(1, cooldownS), `run ${first.runId} is ${first.state}`);
  }
  if (!newest?.queuedAt) {
    return;
  }
  // To a clock that was set back the newest run lies ahead: that far from now, on either side, it is no burst.
  const waitMs = cooldownS * 1000 - Math.abs(now.getTime() - newest.queuedAt.getTime());
  if (waitMs > 0) {
    throw refusals.tooFrequent(waitMs / 1000, `run ${newest.runId} was triggered a moment ago`);
  }
}

function isActive({ state }: DagRun): boolean {
  return state === 'queued' || state === 'running';
}
