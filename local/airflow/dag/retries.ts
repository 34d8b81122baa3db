import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from './step-error.ts';

export interface RetryOptions {
  /** How often to try again after the first try. */
  retries: number;
  /** Milliseconds before the first retry; doubled for each further one. */
  delayMs: number;
  signal: AbortSignal;
  /** Told before each try; `tryNumber` counts from 1. */
  onTry?: (tryNumber: number) => void;
  /** Told of a failure that will be tried again. */
  onRetry?: (error: StepError, tryNumber: number) => void;
}

/** Milliseconds to wait after try `tryNumber` (from 1), doubling: Airflow's retry_exponential_backoff of 2. */
export function retryDelay(tryNumber: number, delayMs: number): number {
  return delayMs * 2 ** (tryNumber - 1);
}

/**
 * Runs `attempt` until it succeeds, fails permanently or has used up its retries.
 * @throws StepError, the last one; the signal's reason when aborted; at once whatever else `attempt` throws.
 */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let tryNumber = 1; ; tryNumber += 1) {
    options.signal.throwIfAborted();
    options.onTry?.(tryNumber);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StepError) || error.permanent || tryNumber > options.retries) {
        throw error;
      }
      options.onRetry?.(error, tryNumber);
    }
    await pause(retryDelay(tryNumber, options.delayMs), options.signal);
  }
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}
