import { MAX_ACTIVE_LOADS, MAX_MAP_LENGTH, type TaskId } from './dag.ts';
import { type DagRun, newTaskInstance, type TaskInstance } from './dag-run.ts';
import type { Lambda } from './lambda.ts';
import { withRetries } from './retries.ts';
import { StepError } from './step-error.ts';

export interface DriverOptions {
  lambda: Lambda;
  /** How often a task instance is tried again. */
  retries: number;
  /** Milliseconds before the first retry of a task instance. */
  retryDelayMs: number;
  signal: AbortSignal;
  /** Told when the loads are known and the first ones run. */
  onExpanded: () => void;
  now: () => Date;
  log: (line: string) => void;
}

/**
 * Takes one run through its tasks, each started by the end of the one before it. Changes the task instances
 * as it goes, not the run's own state.
 * @returns the failure that ends the run (that of the task that failed first), or undefined on success.
 * @throws the signal's reason when aborted: the run is then left as it is.
 */
export async function driveRun(run: DagRun, options: DriverOptions): Promise<StepError | undefined> {
  try {
    const parts = await runTask(run, instanceOf(run, 'plan'), options, async () =>
      readParts(
        await options.lambda.invoke(
          'plan',
          { runId: run.runId, queuedAt: run.queuedAt, conf: run.conf ?? {} },
          options.signal,
        ),
      ),
    );
    await runLoads(run, parts, options);
    await runTask(run, instanceOf(run, 'publish'), options, () =>
      options.lambda.invoke('publish', { runId: run.runId, queuedAt: run.queuedAt }, options.signal),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof StepError)) {
      throw error;
    }
    for (const instance of run.taskInstances) {
      if (instance.state === null) {
        end(instance, 'upstream_failed', options);
      }
    }
    return error;
  }
}

/**
 * What plan returned as `parts`. Real Airflow skips load and publish for an empty list and calls the run a
 * success, with nothing loaded; here, as in dags/etl_pipeline.py, plan fails. A longer list than Airflow maps
 * over fails there too.
 */
function readParts(payload: unknown): unknown[] {
  const parts =
    typeof payload === 'object' && payload !== null && 'parts' in payload ? payload.parts : undefined;
  if (!Array.isArray(parts)) {
    throw new StepError('plan', 'NoParts', 'plan returned no list of parts', true);
  }
  if (parts.length === 0) {
    throw new StepError('plan', 'NoParts', 'plan returned an empty list of parts', true);
  }
  if (parts.length > MAX_MAP_LENGTH) {
    const message = `plan returned ${parts.length} parts, but at most ${MAX_MAP_LENGTH} can be mapped over`;
    throw new StepError('plan', 'TooManyParts', message, true);
  }
  return parts;
}

/** All parts to their end, a few at a time: a part that fails does not stop the others, as in Airflow. */
async function runLoads(run: DagRun, parts: unknown[], options: DriverOptions): Promise<void> {
  const loads = parts.map((part, index) => ({ part, instance: newTaskInstance('load', index) }));
  const at = run.taskInstances.findIndex((instance) => instance.taskId === 'load');
  run.taskInstances.splice(at, 1, ...loads.map((load) => load.instance));
  const waiting = loads.values();
  const failures: StepError[] = [];
  const worker = async () => {
    for (const { part, instance } of waiting) {
      try {
        await runTask(run, instance, options, () => options.lambda.invoke('load', part, options.signal));
      } catch (error) {
        if (!(error instanceof StepError)) {
          throw error;
        }
        failures.push(error);
      }
    }
  };
  const workers = Array.from({ length: MAX_ACTIVE_LOADS }, worker);
  options.onExpanded();
  await Promise.all(workers);
  if (failures[0]) {
    throw failures[0];
  }
}

/** One task instance with its retries. @throws StepError when it failed for good. */
async function runTask<T>(
  run: DagRun,
  instance: TaskInstance,
  options: DriverOptions,
  attempt: () => Promise<T>,
): Promise<T> {
  const name = `${run.runId} ${instance.taskId}${instance.mapIndex < 0 ? '' : `[${instance.mapIndex}]`}`;
  try {
    const result = await withRetries(attempt, {
      retries: options.retries,
      delayMs: options.retryDelayMs,
      signal: options.signal,
      onTry: (tryNumber) => {
        instance.state = 'running';
        instance.tryNumber = tryNumber;
        instance.startedAt = options.now().toISOString();
        instance.endedAt = null;
      },
      onRetry: (error, tryNumber) => {
        end(instance, 'up_for_retry', options);
        options.log(
          `${name} failed in try ${tryNumber} and will be retried: ${error.type}: ${error.message}`,
        );
      },
    });
    end(instance, 'success', options);
    return result;
  } catch (error) {
    if (error instanceof StepError) {
      end(instance, 'failed', options);
      options.log(`${name} failed: ${error.type}: ${error.message}`);
    }
    throw error;
  }
}

function end(instance: TaskInstance, state: TaskInstance['state'], options: DriverOptions): void {
  instance.state = state;
  instance.endedAt = options.now().toISOString();
}

function instanceOf(run: DagRun, taskId: TaskId): TaskInstance {
  const instance = run.taskInstances.find((candidate) => candidate.taskId === taskId);
  if (!instance) {
    throw new Error(`${run.runId} has no task instance of ${taskId}`);
  }
  return instance;
}
