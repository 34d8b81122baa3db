import { ApiError, type Problem } from './api.ts';
import { delayAfter, type Outcome } from './polling.ts';

/** What a poller asks, and whom it tells. */
export interface PollerOptions<T> {
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** Whether what was answered is about to change. */
  readonly isActive: (data: T) => boolean;
  readonly onData: (data: T) => void;
  readonly onProblem: (problem: Problem | undefined) => void;
  /** Whether nobody looks: then nothing is asked. */
  readonly isHidden: () => boolean;
}

/** Asks again and again: one request at a time, none while nobody looks. */
export class Poller<T> {
  readonly #options: PollerOptions<T>;
  readonly #ended = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #last: Outcome | undefined;
  #streak = 0;

  constructor(options: PollerOptions<T>) {
    this.#options = options;
  }

  /** Asks at once, and goes on from there; while a request is under way, that one will do. */
  now(): void {
    clearTimeout(this.#timer);
    this.#last = undefined;
    if (!this.#isAsking && !this.#options.isHidden()) {
      void this.#poll();
    }
  }

  /** Asks no more, and lets go of the request that is under way. */
  end(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  async #poll(): Promise<void> {
    this.#isAsking = true;
    const outcome = await this.#askOnce();
    this.#isAsking = false;
    if (this.#ended.signal.aborted) {
      return;
    }
    this.#streak = outcome === this.#last ? this.#streak + 1 : 0;
    this.#last = outcome;
    this.#timer = setTimeout(
      () => {
        if (!this.#options.isHidden()) {
          void this.#poll();
        }
      },
      delayAfter(outcome, this.#streak),
    );
  }

  async #askOnce(): Promise<Outcome> {
    const { ask, isActive, onData, onProblem } = this.#options;
    const { signal } = this.#ended;
    try {
      const data = await ask(signal);
      if (!signal.aborted) {
        onData(data);
      }
      return isActive(data) ? 'active' : 'idle';
    } catch (error) {
      if (!signal.aborted) {
        onProblem(error instanceof ApiError ? error.problem : undefined);
      }
      return 'failed';
    }
  }
}
