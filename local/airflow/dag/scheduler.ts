import { type DagRun, isActive } from './dag-run.ts';
import type { Lambda } from './lambda.ts';
import { withRetries } from './retries.ts';
import { driveRun } from './run-driver.ts';
import type { RunStore } from './run-store.ts';
import type { StepError } from './step-error.ts';

/**
 * `fail` is tried at once and after 1, 3, 7 and 15 delays: when runs are closed at start, the Lambda server
 * may still be starting.
 */
const FAIL_RETRIES = 4;
/** What Airflow's own failure callback says. */
const TASK_FAILURE = 'task_failure';
const STOPPED = 'The scheduler was stopped while the run was running: the run did not end by itself.';

export interface SchedulerOptions {
  store: RunStore;
  lambda: Lambda;
  /** Whether the DAG may start runs: parsed, and not paused. */
  mayStart: () => boolean;
  retries: number;
  retryDelayMs: number;
  now: () => Date;
  log: (line: string) => void;
}

/** Starts the oldest queued run when none is running, and calls `fail` for each that failed. No polling. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #stop = new AbortController();
  readonly #work = new Set<Promise<void>>();
  /** The run that is driven, and what stops that. */
  #driven: { readonly run: DagRun; readonly end: AbortController } | undefined;
  #idleWaiters: (() => void)[] = [];

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** To be called after anything that may let a run start. */
  kick(): void {
    const { store, mayStart } = this.#options;
    const run = store.runs.find((candidate) => candidate.state === 'queued');
    if (run && !this.#driven && !this.#stop.signal.aborted && mayStart()) {
      const end = new AbortController();
      this.#driven = { run, end };
      this.#track(this.#drive(run, end.signal));
    }
    this.#tellIdle();
  }

  /**
   * Closes as failed what an earlier process left queued or running, and calls `fail` for it: nobody drives
   * these runs any more, and as active runs they would keep every later one from being triggered.
   */
  recover(): void {
    for (const run of this.#options.store.runs.filter(isActive)) {
      for (const instance of run.taskInstances) {
        const interrupted = instance.state === 'running' || instance.state === 'up_for_retry';
        if (interrupted) {
          instance.state = 'failed';
        }
        instance.state ??= 'skipped';
      }
      this.#end(run, 'failed');
      this.#track(this.#callFail(run, STOPPED));
    }
  }

  /**
   * Ends a run from outside, as Airflow does when its state is set to failed: what is invoked is given up, what has not begun
   * is skipped, and `fail` is not called.
   */
  endAsFailed(run: DagRun): void {
    const now = this.#options.now().toISOString();
    for (const instance of run.taskInstances) {
      const isRunning = instance.state === 'running';
      if (isRunning || instance.state === null || instance.state === 'up_for_retry') {
        instance.state = isRunning ? 'failed' : 'skipped';
        instance.startedAt ??= now;
        instance.endedAt = now;
      }
    }
    this.#end(run, 'failed');
    if (this.#driven?.run === run) {
      this.#driven.end.abort();
    }
    this.#tellIdle();
  }

  /** Resolves when no run is queued or running and no `fail` is under way; when stopped, at once. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve);
      this.#tellIdle();
    });
  }

  /** Ends all invocations under way. Their runs stay running in the state file: the next start closes them. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#work);
    this.#tellIdle();
  }

  async #drive(run: DagRun, ended: AbortSignal): Promise<void> {
    const { log, now, store } = this.#options;
    run.state = 'running';
    run.startedAt = now().toISOString();
    store.saveSoon();
    log(`${run.runId} running`);
    try {
      const failure = await driveRun(run, {
        ...this.#options,
        signal: AbortSignal.any([this.#stop.signal, ended]),
        // Not at every step of a task instance: that would be thousands of writes in a run of many parts.
        onExpanded: () => store.saveSoon(),
      });
      // Ended from outside at the very moment in which it ended by itself.
      if (ended.aborted) {
        return;
      }
      this.#end(run, failure ? 'failed' : 'success');
      // Waited for, so that the next run's plan does not find this one unclosed and close it without a reason.
      if (failure) {
        await this.#callFail(run, TASK_FAILURE, failure);
      }
    } catch (error) {
      this.#stop.signal.throwIfAborted();
      if (ended.aborted) {
        return;
      }
      this.#end(run, 'failed');
      await this.#callFail(run, `The scheduler failed: ${String(error)}`);
    } finally {
      this.#driven = undefined;
    }
  }

  async #callFail(run: DagRun, reason: string, failure?: StepError): Promise<void> {
    const { lambda, log, retryDelayMs } = this.#options;
    const event = {
      runId: run.runId,
      queuedAt: run.queuedAt,
      reason,
      ...(failure ? { error: { step: failure.step, type: failure.type, message: failure.message } } : {}),
    };
    const { signal } = this.#stop;
    try {
      await withRetries(() => lambda.invoke('fail', event, signal), {
        retries: FAIL_RETRIES,
        delayMs: retryDelayMs,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      log(`${run.runId}: fail could not be called: ${String(error)}`);
    }
  }

  #end(run: DagRun, state: 'success' | 'failed'): void {
    run.state = state;
    run.endedAt = this.#options.now().toISOString();
    this.#options.store.saveSoon();
    this.#options.log(`${run.runId} ${state}`);
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) {
          this.#options.log(`scheduler: ${String(error)}`);
        }
      })
      .finally(() => {
        this.#work.delete(tracked);
        this.kick();
      });
    this.#work.add(tracked);
  }

  #tellIdle(): void {
    const stopped = this.#stop.signal.aborted;
    if (!stopped && (this.#work.size > 0 || this.#options.store.runs.some(isActive))) {
      return;
    }
    for (const resolve of this.#idleWaiters.splice(0)) {
      resolve();
    }
  }
}
