import { setTimeout as delay } from 'node:timers/promises';
import { connectAirflow } from '../../../lib/clients/airflow.ts';
import { connectRedis } from '../../../lib/clients/redis.ts';
import type { ServiceError } from '../../../lib/errors.ts';
import { RUN_ID_PREFIX } from '../../../lib/pipeline/trigger/run-id.ts';
import { trigger } from '../../../lib/pipeline/trigger/trigger.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { startRedis } from '../../../local/redis/server.ts';
import { workingSteps } from '../../unit/local/airflow/fake-lambda.ts';
import { recordingLogger } from '../../unit/support/recording-logger.ts';
import { type AirflowUnderTest, isReal, openAirflow, openEmulator } from './under-test.ts';

const TOKEN = 'token-for-tests';
/** How long a run takes on the emulator: long enough to be met while it is active. */
const PLAN_MS = 500;
/** On a real Airflow 100 logins alone take a while. */
const PATIENCE_MS = 120_000;

/** How one trigger differs from the usual: another address, password, DAG, patience. */
export interface Difference {
  readonly url?: string;
  readonly password?: string;
  readonly dagId?: string;
  readonly timeoutMs?: number;
  readonly withoutRedis?: boolean;
  readonly cooldownS?: number;
  readonly now?: () => Date;
}

/** What became of a trigger, and everything it logged. */
export interface Outcome {
  readonly runId?: string;
  readonly error?: ServiceError;
  readonly log: string;
}

/** Our trigger with a Redis of its own, in front of the Airflow under test. */
export interface TriggerUnderTest {
  readonly airflow: AirflowUnderTest;
  /** Triggers as a fresh Lambda instance would: with clients of its own. */
  trigger(difference?: Difference): Promise<Outcome>;
  /** Waits until no run is active. */
  idle(): Promise<void>;
  /** A clock that stands so that the cooldown of the runs so far is over, and that of any further run is not. */
  clockAfterCooldown(cooldownS: number): Promise<() => Date>;
  close(): Promise<void>;
}

/** Opens the Airflow under test, and an emulator of Redis. */
export async function openTrigger(): Promise<TriggerUnderTest> {
  const airflow = isReal ? await openAirflow() : await openSlowEmulator();
  const redis = await startRedis({ port: 0, token: TOKEN });
  const noRedis = await startRedis({ port: 0, token: TOKEN });
  await noRedis.close();

  async function idle(): Promise<void> {
    while ((await airflow.client.activeRuns()).length > 0) {
      await delay(250);
    }
  }

  return {
    airflow,
    idle,

    async trigger({ withoutRedis = false, cooldownS = 0, now = () => new Date(), ...address } = {}) {
      const { logger, lines } = recordingLogger();
      const { url, username, password } = airflow;
      const dependencies = {
        airflow: connectAirflow({ url, username, password, timeoutMs: PATIENCE_MS, ...address }),
        redis: connectRedis({ url: (withoutRedis ? noRedis : redis).url, token: TOKEN }),
        config: { ETL_TRIGGER_COOLDOWN_S: cooldownS },
        logger,
        // Whatever one call may take, a trigger makes some in turn.
        budget: new Budget(10 * PATIENCE_MS),
        now,
      };
      const outcome = await trigger({}, dependencies).then(
        (runId) => ({ runId }),
        (error: ServiceError) => ({ error }),
      );
      return { ...outcome, log: JSON.stringify(lines) };
    },

    async clockAfterCooldown(cooldownS) {
      const newest = await airflow.client.newestRun(RUN_ID_PREFIX);
      if (!newest?.queuedAt) {
        return () => new Date();
      }
      const over = new Date(newest.queuedAt.getTime() + cooldownS * 1000 + 1);
      return () => over;
    },

    async close() {
      await idle();
      await airflow.close();
      await redis.close();
    },
  };
}

function openSlowEmulator() {
  const steps = workingSteps(2);
  return openEmulator({
    ...steps,
    plan: async (event, attempt) => {
      await delay(PLAN_MS);
      return steps['plan']?.(event, attempt);
    },
  });
}
