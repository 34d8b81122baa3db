import { setTimeout as delay } from 'node:timers/promises';
import type { Timing } from '../timing.ts';
import type { Interruption, InterruptionKind } from './interruption.ts';

/** Decides how long a request is tried again: with pauses that grow, until these come to too much. */
export class Retries {
  readonly #timing: Timing;
  #pauses = 0;
  #pausedMs = 0;
  #startedAt = performance.now();

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** Some bytes came: what went wrong before counts no more. */
  progressed(): void {
    this.#pauses = 0;
    this.#pausedMs = 0;
    this.#startedAt = performance.now();
  }

  /**
   * Waits before the next attempt; a part of the wait is by chance, so that many who were cut do not come back at once.
   *
   * @returns false at once when it is time to give up
   */
  async pause({ kind }: Interruption, signal: AbortSignal): Promise<boolean> {
    const { firstPauseMs, longestPauseMs } = this.#timing;
    const full = Math.min(firstPauseMs * 2 ** this.#pauses, longestPauseMs);
    if (this.#pausedMs + full > this.#mostMs(kind) || this.#tookMs > this.#timing.patienceMs) {
      return false;
    }
    this.#pauses++;
    this.#pausedMs += full;
    await delay(full * (0.5 + Math.random() / 2), undefined, { signal });
    return true;
  }

  #mostMs(kind: InterruptionKind): number {
    return kind === 'unreachable' ? this.#timing.unreachableMs : this.#timing.busyMs;
  }

  /** Without any progress. */
  get #tookMs(): number {
    return performance.now() - this.#startedAt;
  }
}
